import pytest

from dialonce.menus.styles import scope_stylesheet
from dialonce.pages.assets import read_static
from dialonce.pages.interface.ground import OUR_INKS, ground_rule


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        ("body{background-color:#f4f8fb;color:#16324a}", ":root{--paper:#f4f8fb}"),
        ("html{background:white} body{background:#fffbe6}", ":root{--paper:#fffbe6}"),
        ("p{color:red} body{color:red;background:#fff}", ":root{--paper:#fff}"),
        ("body{background:#123456}", ".menu{padding:1rem;border-radius:.75rem}"),
        ("body{background:linear-gradient(red,blue)}", ".menu{padding:1rem;border-radius:.75rem}"),
        ("body{color:red}", ""),
        (".a{background:#fff}", ""),
        ("", ""),
    ],
)
def test_ground_spreads_only_where_our_words_stay_readable(css: str, rule: str) -> None:
    assert ground_rule(scope_stylesheet(css, ".menu").css) == rule


def test_inks_are_those_of_the_tokens() -> None:
    css = read_static("css/tokens.css")
    assert [f"--{name}: {ink};" in css for name, ink in zip(("ink", "muted", "accent"), OUR_INKS, strict=True)] == [
        True
    ] * 3
