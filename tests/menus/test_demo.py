"""The demonstration interfaces are sound and use all that the format has."""

import pytest

from dialonce.menus import (
    OUTGOING_CALL,
    SATISFACTION,
    Interface,
    check_interface,
    demo_interface,
    import_classic,
    open_screen,
    outline_view,
)
from dialonce.menus.model import Button, CommandName, Form, Frame, Picture, Script, Separator, Text
from dialonce.menus.walk import ButtonView, NoAction, Place


def _demo(culture: str) -> Interface:
    return import_classic(demo_interface(culture))


@pytest.mark.parametrize(("culture", "screens"), [("fr", 60), ("en", 15)])
def test_demo_is_large_enough_and_reachable_throughout(culture: str, screens: int) -> None:
    interface = _demo(culture)
    assert interface.culture == culture
    assert len(interface.views[OUTGOING_CALL].screens) >= screens
    for view in interface.views.values():
        assert all(node.reachable for node in outline_view(view).nodes)


def test_french_demo_shows_only_the_notices_meant() -> None:
    found = [(finding.code, finding.pointer) for finding in check_interface(_demo("fr"))]
    assert found == [("script-not-run", "/script"), ("script-not-run", "/views/outgoing-call/35/elements/2")]


def test_english_demo_has_no_findings() -> None:
    assert check_interface(_demo("en-GB")) == ()


def test_french_demo_uses_every_template_and_command() -> None:
    interface = _demo("fr-FR")
    elements = [element for view in interface.views.values() for screen in view.screens for element in screen.elements]
    assert {type(element.content) for element in elements} == {Button, Separator, Text, Picture, Form, Frame, Script}
    commands = {element.content.command.name for element in elements if isinstance(element.content, Button)}
    assert commands == set(CommandName)
    assert {OUTGOING_CALL, SATISFACTION} == set(interface.views)
    assert any(element.condition for element in elements)
    assert len(interface.views[OUTGOING_CALL].given) == 3
    assert interface.logo.startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize("culture", ["fr", "en"])
def test_every_demo_screen_opens_and_leads_on(culture: str) -> None:
    interface = _demo(culture)
    for view in interface.views.values():
        for address in view.by_address:
            screen = open_screen(interface, Place(view.event, address))
            buttons = [element for element in screen.elements if isinstance(element, ButtonView)]
            assert screen.picture_hosts == ()
            assert all(button.action != NoAction() for button in buttons if address not in {"verdict", "result"})


def test_other_cultures_get_english() -> None:
    assert demo_interface("de") == demo_interface("en")
