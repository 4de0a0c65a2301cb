"""Publishers' CSS cannot load, cover, hide or leave its scope."""

import re

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from dialonce.menus import brand_colours, import_classic, safe_declarations, scope_stylesheet
from dialonce.menus.styles import (
    AA_TEXT,
    MAX_CSS,
    Colour,
    contrast_ratio,
    parse_colour,
    publisher_classes,
    readable_on,
    safe_style_attribute,
)
from dialonce.menus.styles.properties import ALLOWED
from tests.menus.documents import as_bytes
from tests.menus.strategies import hostile_css
from tests.menus.strategies import styles as style_maps

_part = st.integers(0, 255).map(lambda value: value / 255)
_colours = st.builds(Colour, _part, _part, _part)


def _css(text: str) -> str:
    return scope_stylesheet(text, ".menu").css


@pytest.mark.parametrize(
    ("selector", "scoped"),
    [
        ("body", ".menu"),
        ("html", ".menu"),
        (":root", ".menu"),
        ("html > body", ".menu"),
        ("html body p", ".menu p"),
        ("body.home .card", ".menu.pub-home .pub-card"),
        (".card", ".menu .pub-card"),
        ("p.card.big", ".menu p.pub-card.pub-big"),
        ("*", ".menu *"),
        (".a, .b", ".menu .pub-a,.menu .pub-b"),
        (".a > .b + p ~ a:hover", ".menu .pub-a>.pub-b+p~a:hover"),
        ("li:first-child", ".menu li:first-child"),
        (".menu", ".menu .pub-menu"),
    ],
)
def test_selector_is_scoped(selector: str, scoped: str) -> None:
    assert _css(f"{selector}{{color:red}}") == f"{scoped}{{color:red}}"


@pytest.mark.parametrize(
    "selector",
    [
        "#id",
        "a[href]",
        "a::before",
        "a:before",
        "a:not(b)",
        "a:has(b)",
        "body + div",
        "body ~ *",
        "p body",
        "+ p",
        "> p",
        "a >",
        "",
        ",",
        ".a,",
        "a|b",
        "&",
        ".1",
    ],
)
def test_selector_that_could_leave_the_scope_is_removed(selector: str) -> None:
    result = scope_stylesheet(f"{selector}{{color:red}}", ".menu")
    assert (result.css, len(result.removed)) == ("", 1)


@pytest.mark.parametrize(
    "declaration",
    [
        "color:red",
        "color:#0b4f8a",
        "color:rgba(0,0,0,.5)",
        'font:bold 12px/1.5 "Open Sans", serif',
        "margin:0 auto",
        "padding:1em 2%",
        "border:1px solid #ccc",
        "border-radius:6px",
        "background:linear-gradient(to right, #fff 0%, #000 100%)",
        "display:flex",
        "gap:4px",
        'background-image:url("data:image/png;base64,AAA=")',
        "box-shadow:0 1px 2px -1px rgba(0,0,0,.2)",
        "letter-spacing:-0.02em",
        "text-align:center",
    ],
)
def test_harmless_declaration_is_kept(declaration: str) -> None:
    assert _css(f"p{{{declaration}}}") == f".menu p{{{declaration}}}"


@pytest.mark.parametrize(
    "declaration",
    [
        "position:fixed",
        "position:sticky",
        "content:'x'",
        "display:none",
        "visibility:hidden",
        "opacity:0",
        "transform:scale(9)",
        "z-index:9",
        "behavior:url(x)",
        "background:url(https://evil.example/x)",
        "background:url(data:text/html,x)",
        "background-image:url('data:image/png;base64,AA\\'')",
        "width:expression(alert(1))",
        "margin:-20px",
        "width:99999px",
        "animation:x 1s infinite",
        'font-family:"</style>"',
        "color:var(--x)",
        "width:calc(100% + 1px)",
        "-moz-binding:url(x)",
        "color:red<script>",
        "background:image-set('x' 1x)",
        "filter:url(#x)",
        "cursor:url(x),auto",
        "color:attr(x)",
        "--x:1",
        "src:url(x)",
        "margin:1in",
    ],
)
def test_harmful_declaration_is_removed_and_named(declaration: str) -> None:
    result = scope_stylesheet(f"p{{{declaration};color:red}}", ".menu")
    assert result.css == ".menu p{color:red}"
    assert result.removed


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(x);",
        "@import 'x';",
        "@font-face{src:url(x)}",
        "@keyframes x{from{color:red}}",
        "@charset 'x';",
        "@supports (color:red){p{color:red}}",
    ],
)
def test_at_rule_other_than_media_is_removed(rule: str) -> None:
    result = scope_stylesheet(rule, ".menu")
    assert (result.css, len(result.removed)) == ("", 1)


def test_media_rule_is_kept_one_level_deep() -> None:
    assert _css("@media (min-width: 600px){p{color:red}}") == "@media (min-width: 600px){.menu p{color:red}}"
    assert _css("@media screen{@media print{p{color:red}}}") == ""


def test_too_long_stylesheet_is_left_out() -> None:
    result = scope_stylesheet("p{color:red}" * (MAX_CSS // 10), ".menu")
    assert (result.css, len(result.removed)) == ("", 1)


@given(hostile_css | st.text(max_size=80))
def test_scoped_stylesheet_holds_nothing_dangerous(css: str) -> None:
    result = scope_stylesheet(css, ".menu").css
    assert not re.search(r"<|@(?!media )|position|content|expression|javascript|\\", result)
    assert not re.search(r"url\((?!\"data:image/)", result)
    for rule in tinycss2.parse_stylesheet(result, skip_whitespace=True):
        inner = tinycss2.parse_rule_list(rule.content, skip_whitespace=True) if rule.type == "at-rule" else [rule]
        for one in inner:
            assert one.type == "qualified-rule"
            assert all(re.match(r"\.menu(?![\w-])", part) for part in tinycss2.serialize(one.prelude).split(","))


@given(hostile_css)
def test_scoping_twice_removes_nothing_more(css: str) -> None:
    once = scope_stylesheet(css, ".menu").css
    assert scope_stylesheet(once, ".menu").removed == ()


@given(style_maps)
def test_safe_declarations_hold_only_allowed_properties(styles: dict[str, str]) -> None:
    result = safe_declarations(styles)
    parsed = tinycss2.parse_blocks_contents(result.css)
    assert all(node.type == "declaration" and node.name in ALLOWED for node in parsed)
    assert not re.search(r"[<\\]|url\((?!\"data:image/)", result.css)
    assert len(parsed) + len(result.removed) == len(styles)


def test_camel_case_properties_are_understood() -> None:
    assert (
        safe_declarations({"backgroundColor": "red", "fontSize": "12px !important"}).css
        == "background-color:red;font-size:12px"
    )


def test_value_cannot_add_a_declaration() -> None:
    result = safe_declarations({"color": "red;position:fixed", "margin": "1px}p{color:red"})
    assert (result.css, len(result.removed)) == ("", 2)


def test_style_attribute_keeps_what_is_safe() -> None:
    result = safe_style_attribute("color:red;position:fixed;margin:1px")
    assert (result.css, result.removed) == ("color:red;margin:1px", ("position:fixed",))


@given(st.text(max_size=60), st.text(max_size=60))
def test_publisher_classes_are_all_prefixed(first: str, second: str) -> None:
    assert all(re.fullmatch(r"pub-[\w-]+", name, re.ASCII) for name in publisher_classes(first, second).split())


def test_publisher_classes_are_named_once() -> None:
    assert publisher_classes("a b", "b 1x c") == "pub-a pub-b pub-c"


@given(_colours)
def test_text_on_any_colour_can_be_read(background: Colour) -> None:
    text = parse_colour(readable_on(background))
    assert text is not None
    assert contrast_ratio(text, background) >= AA_TEXT


@given(_colours, _colours)
def test_contrast_is_symmetric_and_bounded(one: Colour, other: Colour) -> None:
    assert contrast_ratio(one, other) == contrast_ratio(other, one)
    assert 1 <= contrast_ratio(one, other) <= 21


@pytest.mark.parametrize(("text", "ratio"), [("#777777", 4.48), ("#767676", 4.54), ("#000000", 21.0), ("white", 1.0)])
def test_contrast_equals_published_values(text: str, ratio: float) -> None:
    colour, white = parse_colour(text), parse_colour("#ffffff")
    assert colour is not None
    assert white is not None
    assert contrast_ratio(colour, white) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("text", ["", "transparent", "currentColor", "rgba(0,0,0,.5)", "nonsense", "1px"])
def test_no_opaque_colour_is_none(text: str) -> None:
    assert parse_colour(text) is None


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("body{background:#fff;color:#222} .choice{background-color:#0b4f8a} a{color:#c00}", ("#0b4f8a", "#ffffff")),
        (".choice{background:#ffd400}", ("#ffd400", "#000000")),
    ],
)
def test_brand_colour_is_the_most_used_background(css: str, expected: tuple[str, str]) -> None:
    colours = brand_colours(import_classic(as_bytes({"styles": css})))
    assert colours is not None
    assert (colours.primary, colours.on_primary) == expected


def test_brand_of_greys_is_unknown() -> None:
    assert brand_colours(import_classic(as_bytes({"styles": "body{color:#333;background:white}"}))) is None
