import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.menus.markup import sanitise_html
from dialonce.menus.walk import Html
from dialonce.pages.interface.markup import Lifted, fit_pictures, lift_markup


def lift(html: str) -> Lifted:
    return lift_markup(Html(sanitise_html(html)), 3)


def test_styles_become_rules_of_their_element() -> None:
    lifted = lift('<p class="a" style="color:red">x<b style="margin:0">y</b></p>')
    assert lifted.html == '<p class="pub-a e3-0">x<b class="e3-1">y</b></p>'
    assert lifted.rules == ".menu .e3-0{color:red}\n.menu .e3-1{margin:0}"


@pytest.mark.clause("9-a", "9-b")
def test_link_to_another_site_says_where_it_leads_and_leaves_no_trace() -> None:
    assert lift('<a href="https://x.example/a?b=1&amp;c=2">go</a>').html == (
        '<a href="https://x.example/a?b=1&amp;c=2" rel="external noopener noreferrer" referrerpolicy="no-referrer">go'
        '<small class="m-host"> ↗ x.example</small></a>'
    )


def test_telephone_link_stays_as_it_is() -> None:
    assert "m-host" not in lift('<a href="tel:3900">3900</a>').html


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<h1>a</h1><h2>b</h2>", ["h2", "h3"]),
        ("<h3>a</h3><h5>b</h5>", ["h2", "h4"]),
        ("<h1>a</h1><h6>b</h6>", ["h2", "h6"]),
    ],
)
def test_headings_start_below_the_pages_own(html: str, tags: list[str]) -> None:
    assert re.findall(r"<(h\d)>", lift(html).html) == tags


@given(st.text(alphabet="<>/&;abp1 =\"'styleimgsrc:#x", max_size=120))
def test_lifted_markup_is_as_safe_as_it_was(html: str) -> None:
    lifted = lift(html).html
    assert " style=" not in lifted
    assert sanitise_html(lifted) == sanitise_html(sanitise_html(lifted))


def test_text_and_entities_stay_as_they_were() -> None:
    assert lift("<p>1 &lt; 2 &amp; é &nbsp;</p>").html == "<p>1 &lt; 2 &amp; é &nbsp;</p>"


@pytest.mark.clause("9-c")
def test_picture_of_another_company_is_replaced_by_its_words() -> None:
    html = lift('<img src="https://x.example/a.png" alt="Un &quot;plan&quot;">').html
    assert fit_pictures(html, lambda _: None) == '<span class="m-held">Un &quot;plan&quot;</span>'


def test_picture_is_taken_from_our_copy() -> None:
    html = lift('<img src="https://x.example/a.png?b=1&amp;c=2" alt="plan">').html
    fitted = fit_pictures(html, {"https://x.example/a.png?b=1&c=2": "/copy.png"}.get)
    assert 'src="/copy.png"' in fitted
    assert 'alt="plan"' in fitted


def test_picture_without_words_gets_empty_ones() -> None:
    assert 'alt=""' in fit_pictures(lift('<img src="https://x.example/a.png">').html, lambda source: source)
