"""Publishers' HTML cannot run, submit, frame or restyle the page."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialonce.menus import sanitise_html
from dialonce.menus.markup import picture_hosts, read_markup
from dialonce.menus.markup.allowed import ATTRIBUTES, EVERYWHERE, TAGS
from dialonce.menus.urls import safe_link, safe_picture
from tests.menus.strategies import hostile_html


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    collector = _Collector()
    collector.feed(html)
    return collector.tags


@given(hostile_html | st.text(max_size=80))
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>")
@example("<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>")
@example("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>")
def test_sanitised_html_holds_only_what_is_allowed(html: str) -> None:
    added = {"rel", "referrerpolicy"}
    for tag, attributes in _tags(sanitise_html(html)):
        assert tag in TAGS
        assert set(attributes) <= EVERYWHERE | ATTRIBUTES.get(tag, frozenset()) | added
        assert safe_link(attributes.get("href") or "tel:1")
        assert safe_picture(attributes.get("src") or "data:image/png,")
        assert all(name.startswith("pub-") for name in (attributes.get("class") or "").split())


@given(hostile_html | st.text(max_size=80))
def test_sanitising_twice_changes_only_class_prefixes(html: str) -> None:
    once = sanitise_html(html)
    assert sanitise_html(once).replace("pub-pub-", "pub-") == once


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>a", "a"),
        ("<iframe src='https://x.example'>b</iframe>a", "a"),
        ("<form action='/x'><b>a</b></form>", "<b>a</b>"),
        ("<p id='x' class='a b'>a</p>", '<p class="pub-a pub-b">a</p>'),
        ("<p style='color:red;position:fixed'>a</p>", '<p style="color:red">a</p>'),
        ("<a href='javascript:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='//x.example'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='tel:3654'>a</a>", '<a href="tel:3654" rel="noopener noreferrer">a</a>'),
        (
            "<a href='https://x.example/?a&b=2'>a</a>",
            '<a href="https://x.example/?a&amp;b=2" rel="noopener noreferrer">a</a>',
        ),
        ("<img src='http://x.example/a.png' alt='a'>", '<img referrerpolicy="no-referrer" alt="a">'),
        (
            "<img src='https://x.example/a.png' alt='a'>",
            '<img src="https://x.example/a.png" alt="a" referrerpolicy="no-referrer">',
        ),
        ("<b>open", "<b>open</b>"),
        ("1 < 2", "1 &lt; 2"),
    ],
)
def test_html_is_sanitised(html: str, safe: str) -> None:
    assert sanitise_html(html) == safe


def test_picture_hosts_are_those_that_would_be_loaded() -> None:
    html = sanitise_html(
        "<img src='https://b.example/1'><img src='https://a.example/1'><img src='https://b.example/2'><img src='data:image/png,'>"
    )
    assert picture_hosts(html) == ("b.example", "a.example")


@pytest.mark.parametrize(
    ("html", "removed"),
    [
        ("<p class='a'>fine <a href='https://x.example'>x</a></p>", ()),
        ("<p onclick=x()>a</p>", ("onclick",)),
        ("<script>x</script>", ("<script>",)),
        ("<a href='java&#115;cript:x'>a</a>", ("href=javascript:",)),
        ("<p style='position:fixed'>", ("position:fixed",)),
        ("<img src='http://x.example' alt=''>", ("src=http:",)),
        ('<b title="<script>">', ("title",)),
        ("a < b > c", ()),
        ('<p title="unclosed><script>', ("title", "<script>")),
    ],
)
def test_what_will_be_removed_is_named(html: str, removed: tuple[str, ...]) -> None:
    assert read_markup(html).removed == removed


def test_pictures_and_plain_links_are_remarked() -> None:
    remarks = read_markup(
        "<img src='https://a.example/x'><img src='data:image/png,' alt=''><a href='http://b.example'>b</a>"
    )
    assert remarks.remote_pictures == ("a.example",)
    assert remarks.plain_http == ("b.example",)
    assert remarks.pictures_without_text == 1


@given(hostile_html | st.text(max_size=80))
def test_remarks_are_made_about_anything(html: str) -> None:
    remarks = read_markup(html)
    assert len(set(remarks.removed)) == len(remarks.removed)


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a b='", "<", "<a b=", "<a b=c ", "&lt;", "<a  "])
def test_remarks_take_linear_time(piece: str) -> None:
    assert read_markup(piece * 100_000).pictures_without_text == 0


@pytest.mark.parametrize(
    "url",
    [
        "javascript:1",
        "java\nscript:1",
        "//x",
        "/x",
        "#x",
        "data:text/html,x",
        "http://",
        "https://[",
        "https://a b",
        'https://x"',
        "vbscript:x",
        "",
    ],
)
def test_unsafe_link_is_refused(url: str) -> None:
    assert safe_link(url) is None


@pytest.mark.parametrize(
    "url",
    ["http://x.example", "data:text/html,x", "data:image/tiff,x", "//x", "", "data:image/png;base64," + "A" * 300_000],
)
def test_unsafe_picture_is_refused(url: str) -> None:
    assert safe_picture(url) is None


def test_sanitiser_leaves_no_script_in_a_corpus_of_attacks() -> None:
    attacks = [
        "<IMG SRC=j&#X41vascript:alert('x')>",
        "<BODY ONLOAD=alert(1)>",
        "<INPUT TYPE=IMAGE SRC=javascript:alert(1)>",
        "<LINK REL=stylesheet HREF=javascript:alert(1)>",
        "<META HTTP-EQUIV=refresh CONTENT=0;url=data:text/html,x>",
        "<TABLE BACKGROUND=javascript:alert(1)>",
        '<DIV STYLE="background:url(javascript:alert(1))">',
        "<video><source onerror=alert(1)>",
        "<details open ontoggle=alert(1)>",
        '<a href=" &#14; javascript:alert(1)">x</a>',
        "<svg><animate onbegin=alert(1)>",
        '<xmp><p title="</xmp><svg/onload=alert(1)>">',
        "<select><style></select><svg onload=alert(1)></style>",
        '<b style="width:expression(alert(1))">',
    ]
    for attack in attacks:
        assert not re.search(
            r"alert|javascript|<style|onload", re.sub(r">[^<]*<|>[^<]*$", "><", sanitise_html(attack)), re.IGNORECASE
        )
