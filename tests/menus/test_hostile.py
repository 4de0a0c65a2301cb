"""Documents made to exhaust: small inputs must not cost seconds, megabytes or the stack."""

from typing import Any

import pytest

from dialonce.menus import (
    Interface,
    Place,
    check_interface,
    condition_holds,
    entry_place,
    import_classic,
    open_screen,
    outline_view,
    safe_declarations,
    sanitise_html,
    scope_stylesheet,
)
from dialonce.menus.markup import read_markup
from dialonce.menus.styles import safe_style_attribute
from dialonce.menus.walk.open import MAX_SCREEN
from tests.menus.documents import as_bytes
from tests.menus.no_hang import no_hang

N = 20_000


def _interface(*elements: dict[str, Any], **root: Any) -> Interface:
    return import_classic(as_bytes({"views": {"outgoing-call": [{"order": 1, "elements": list(elements)}]}} | root))


@pytest.mark.parametrize("opening", ["(", "[", "{", "rgb(", "calc(", "a{", "@media screen{", "/*", "\\", '"'])
def test_deeply_nested_css_is_left_out(opening: str) -> None:
    count = 60_000 // len(opening)
    with no_hang():
        for text in (opening * count, "p{color:" + opening * count, "p{color:red}" + opening * (count - 20)):
            assert "(" not in scope_stylesheet(text, ".menu").css
        assert safe_style_attribute("color:" + opening * count).css == ""
        assert safe_declarations({"background": opening * count, "color": opening * 90}).css == ""


@pytest.mark.parametrize("value", ["red" + " " * 100_000 + "x", " !" * 100_000, "!important" * 10_000, "aB" * 100_000])
def test_long_css_values_are_read_in_linear_time(value: str) -> None:
    with no_hang():
        assert safe_declarations({"color": value, value: "red"}).css == ""


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<p>" + "".join(f"<b class=a{index}>" for index in range(1000)) + "</p><p>x" * 4000,
        "".join(f"<b class=a{index}><marquee></b></marquee>" for index in range(2000)) + "<p>x" * 4000,
        "<a href=tel:1><div>" * 4000,
        "<table>" * N,
        "x" * 2_000_000,
        "<" * 250_000,
        "<a b='" * 100_000,
    ],
)
def test_exhausting_html_is_shown_as_plain_text(html: str) -> None:
    with no_hang():
        assert len(sanitise_html(html)) < MAX_SCREEN
        assert read_markup(html).plain_http == ()


def test_placeholders_cannot_make_a_short_text_endless() -> None:
    logo = "data:image/png;base64," + "A" * 200_000
    elements = [
        {"templateType": "text", "data": {"html": "{{logo}}{{name}}" * 2000}},
        {"data": {"label": "{{name}}" * 2000}},
        *[{"templateType": "picture", "data": {"imageUrl": "{{logo}}"}}] * 1000,
    ]
    with no_hang():
        screen = open_screen(_interface(*elements, name="n" * 500_000, logo=logo), entry_place())
    assert sum(len(str(element)) for element in screen.elements) < 2 * MAX_SCREEN


def test_many_exhausting_texts_are_cut_off_together() -> None:
    html = "<p>" + "".join(f"<b class=a{index}>" for index in range(40)) + "</p><p>x" * 2500
    with no_hang():
        screen = open_screen(_interface(*[{"templateType": "text", "data": {"html": html}}] * 90), entry_place())
    assert len(screen.elements) < 5


def test_many_events_are_checked_in_linear_time() -> None:
    screen = {"order": 1, "elements": [{"data": {"label": "x", "command": "back"}}]}
    views = {f"event-{index}": [screen] for index in range(9000)}
    interface = import_classic(as_bytes({"views": views}))
    with no_hang():
        assert len(check_interface(interface)) == 9000


def test_many_values_for_one_button_are_mapped_in_linear_time() -> None:
    giver = {"data": {"label": "x", "value": 1, "variables": {"viewContext": {"button_b": {"value": 1}}}}}
    taker = {"id": "b", "data": {"label": "y"}}
    interface = _interface(*[giver, taker] * 5000)
    with no_hang():
        assert len(outline_view(interface.views["outgoing-call"]).edges) <= 10_000
        assert check_interface(interface) == ()


def test_long_cycle_of_screens_is_walked_once() -> None:
    count = 9000
    screens = [
        {"order": index, "elements": [{"data": {"label": "x", "value": index % count + 1}}]}
        for index in range(1, count + 1)
    ]
    interface = import_classic(as_bytes({"views": {"outgoing-call": screens}}))
    with no_hang():
        assert check_interface(interface) == ()
        assert outline_view(interface.views["outgoing-call"]).nodes[-1].taps == count - 1
        assert open_screen(interface, Place(address=str(count))).elements


def test_large_condition_context_is_only_looked_at() -> None:
    context: dict[str, Any] = {}
    context["self"] = context
    assert condition_holds("context" + ".self" * 90, context) is True
    assert condition_holds("context.self == context.self.self", context) is False
