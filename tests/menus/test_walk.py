"""Opening screens: everything resolved, filled in and safe."""

import re
from typing import Any

import pytest
from hypothesis import given

from dialonce.errors import NotFound
from dialonce.menus import (
    Back,
    ButtonView,
    Call,
    FieldView,
    FormView,
    FrameView,
    Giver,
    NoAction,
    OpenScreen,
    OpenStore,
    OpenThirdParty,
    PictureView,
    Place,
    Rate,
    ScreenView,
    SeparatorView,
    SetInterception,
    Setting,
    TextView,
    entry_place,
    import_classic,
    open_screen,
)
from dialonce.menus.walk import ElementView
from tests.menus.documents import as_bytes
from tests.menus.strategies import contexts, documents

PICTURE = "data:image/png;base64,AA=="


def _screen(*elements: dict[str, Any], setting: Setting | None = None, **root: Any) -> ScreenView:
    screens = [{"order": 1, "name": "Entry of {{name}}", "elements": list(elements)}, {"order": 2, "name": "Two"}]
    document = {
        "name": "Azur & <Co>",
        "phoneNumbers": ["3654"],
        "logo": PICTURE,
        "views": {"outgoing-call": screens},
    } | root
    return open_screen(import_classic(as_bytes(document)), entry_place(), setting or Setting())


def _only(element: dict[str, Any], **more: Any) -> ElementView:
    (view,) = _screen(element, **more).elements
    return view


def _action(**data: Any) -> Any:
    view = _only({"data": {"label": "x", **data}})
    assert isinstance(view, ButtonView)
    return view.action


@pytest.mark.parametrize(
    ("data", "action"),
    [
        ({"value": 2}, OpenScreen(Place(address="2"))),
        ({"value": "2", "command": "openView"}, OpenScreen(Place(address="2"))),
        ({"value": "2", "variables": {"viewName": "x"}}, OpenScreen(Place(address="2", giver=Giver("1", 0)))),
        ({"value": "2", "variables": {"viewContext": {}}}, OpenScreen(Place(address="2"))),
        ({"value": "9"}, NoAction()),
        ({}, NoAction()),
        ({"command": "back"}, Back()),
        ({"command": "callPhoneNumber", "value": "+33 1 99 00 10 01"}, Call("+33 1 99 00 10 01", "tel:+33199001001")),
        ({"command": "callPhoneNumber", "value": "#123#"}, Call("#123#", "tel:%23123%23")),
        ({"command": "callPhoneNumber", "value": "{{phoneNumber}}"}, Call("3654", "tel:3654")),
        ({"command": "callPhoneNumber", "value": "javascript:1"}, NoAction()),
        ({"command": "callPhoneNumber"}, NoAction()),
        ({"command": "installPackage", "value": "fr.example.app"}, OpenStore("fr.example.app")),
        ({"command": "installPackage", "value": "x&y"}, NoAction()),
        ({"command": "rate", "realm": "r", "score": 75, "value": 2}, Rate("r", 75, Place(address="2"))),
        ({"command": "rate", "realm": "r", "score": "0"}, Rate("r", 0, None)),
        ({"command": "rate", "score": 1000}, Rate("", 100, None)),
        ({"command": "rate", "value": 2}, OpenScreen(Place(address="2"))),
        ({"command": "enableCallInterception", "value": True}, SetInterception(enabled=True)),
        ({"command": "enableCallInterception", "value": "false"}, SetInterception(enabled=False)),
        ({"command": "enableCallInterception"}, NoAction()),
        ({"command": "dance", "value": 2}, NoAction()),
    ],
)
def test_command_becomes_an_action(data: dict[str, Any], action: Any) -> None:
    assert _action(**data) == action


def test_store_address_is_escaped() -> None:
    assert OpenStore("fr.example.app").url == "https://play.google.com/store/apps/details?id=fr.example.app"


def test_shared_screen_shows_what_it_was_given() -> None:
    variables = {
        "viewName": "Help",
        "viewContext": {
            "iframe": {"url": "https://help.example/{{name}}"},
            "button_next": {"value": 3},
            "button_desk": {"value": "+33199001001"},
        },
    }
    shared = [
        {"templateType": "iframe", "data": {"url": ""}},
        {"id": "next", "data": {"label": "Next", "value": "1"}},
        {"id": "desk", "data": {"label": "Call", "command": "callPhoneNumber", "value": "3654"}},
    ]
    screens = [
        {"order": 1, "elements": [{"data": {"value": 2, "variables": variables}}]},
        {"order": 2, "name": "Shared", "elements": shared},
        {"order": 3},
    ]
    interface = import_classic(as_bytes({"name": "A&B", "views": {"outgoing-call": screens}}))
    given_view = open_screen(interface, Place(address="2", giver=Giver("1", 0)))
    assert given_view.title == "Help"
    assert given_view.elements == (
        FrameView(0, OpenThirdParty("https://help.example/A%26B", "help.example")),
        ButtonView(1, "Next", OpenScreen(Place(address="3"))),
        ButtonView(2, "Call", Call("+33199001001", "tel:+33199001001")),
    )
    plain_view = open_screen(interface, Place(address="2"))
    assert plain_view.title == "Shared"
    assert plain_view.elements == (
        ButtonView(1, "Next", OpenScreen(Place(address="1"))),
        ButtonView(2, "Call", Call("3654", "tel:3654")),
    )


def test_place_that_does_not_exist_is_not_found() -> None:
    interface = import_classic(as_bytes({"views": {"outgoing-call": [{"order": 1}]}}))
    for place in (Place(address="2"), Place("satisfaction"), Place(giver=Giver("1", 0))):
        with pytest.raises(NotFound):
            open_screen(interface, place)


def test_placeholders_in_html_are_escaped() -> None:
    view = _only(
        {
            "templateType": "text",
            "data": {"html": "<p title='{{name}}'>{{name}} {{phoneNumber}} {{ name }} {{other}}</p>"},
        }
    )
    assert isinstance(view, TextView)
    assert view.html == "<p>Azur &amp; &lt;Co&gt; 3654 Azur &amp; &lt;Co&gt; {{other}}</p>"


def test_placeholder_cannot_leave_an_attribute() -> None:
    element = {"templateType": "text", "data": {"html": "<a href='https://x.example/{{name}}' title='{{name}}'>x</a>"}}
    view = _only(element, name="'><script>alert(1)</script>")
    assert isinstance(view, TextView)
    assert "<script" not in view.html


def test_placeholder_values_are_not_filled_again() -> None:
    view = _only({"data": {"label": "{{name}}"}}, name="{{phoneNumber}}")
    assert isinstance(view, ButtonView)
    assert view.label == "{{phoneNumber}}"


def test_placeholders_in_plain_text_are_left_for_the_template_to_escape() -> None:
    screen = _screen({"data": {"label": "Call {{name}}"}}, setting=Setting(phone_number="+33199001001"))
    assert screen.title == "Entry of Azur & <Co>"
    assert isinstance(screen.elements[0], ButtonView)
    assert screen.elements[0].label == "Call Azur & <Co>"


def test_logo_placeholder_shows_the_logo() -> None:
    view = _only({"templateType": "picture", "data": {"imageUrl": "{{logo}}", "alternateText": "{{name}}"}})
    assert view == PictureView(0, PICTURE, "Azur & <Co>")
    text = _only({"templateType": "text", "data": {"html": "<img src='{{logo}}' alt=''>"}})
    assert isinstance(text, TextView)
    assert f'src="{PICTURE}"' in text.html


@pytest.mark.clause("9-a")
def test_remote_picture_names_the_server_that_is_asked() -> None:
    picture = {
        "templateType": "picture",
        "data": {"imageUrl": "https://cdn.example/a.png", "alternateText": "A", "value": 2},
    }
    text = {"templateType": "text", "data": {"html": "<img src='https://other.example/b.png' alt=''>"}}
    screen = _screen(picture, text)
    assert screen.elements[0] == PictureView(
        0, "https://cdn.example/a.png", "A", "cdn.example", OpenScreen(Place(address="2"))
    )
    assert screen.picture_hosts == ("cdn.example", "other.example")


def test_unsafe_picture_leaves_its_alternate_text() -> None:
    view = _only({"templateType": "picture", "data": {"imageUrl": "http://cdn.example/a.png", "alternateText": "A"}})
    assert view == PictureView(0, "", "A")


def test_form_is_shown_with_its_fields() -> None:
    fields = [{"name": "n", "title": "Name", "placeholder": "…", "required": True, "type": {"view": "textarea"}}]
    view = _only({"templateType": "form", "data": {"fields": fields, "cssClass": "f"}})
    assert view == FormView(0, (FieldView("n", "Name", "…", required=True, multiline=True),), "pub-f")


@pytest.mark.clause("9-a", "9-b", "9-c")
def test_frame_is_offered_and_never_embedded() -> None:
    view = _only({"templateType": "iframe", "data": {"url": "https://help.example/x"}})
    assert view == FrameView(0, OpenThirdParty("https://help.example/x", "help.example"))
    assert "iframe" not in str(
        _only({"templateType": "text", "data": {"html": "<iframe src='https://x.example'></iframe>a"}})
    )


@pytest.mark.parametrize(
    "element",
    [
        {"templateType": "script", "data": {"code": "alert(1)"}},
        {"templateType": "carousel"},
        {"templateType": "iframe", "data": {"url": ""}},
        {"templateType": "iframe", "data": {"url": "javascript:alert(1)"}},
        {"condition": "context.a", "data": {"label": "x"}},
        {"condition": "((", "data": {"label": "x"}},
    ],
)
def test_element_that_cannot_be_shown_is_left_out(element: dict[str, Any]) -> None:
    assert _screen(element).elements == ()


def test_condition_is_asked_of_the_device() -> None:
    element = {"templateType": "separator", "condition": "context.interceptionEnabled == false"}
    assert _screen(element, setting=Setting(context={"interceptionEnabled": False})).elements == (SeparatorView(0),)
    assert _screen(element, setting=Setting(context={"interceptionEnabled": True})).elements == ()


def test_elements_are_shown_by_order_and_keep_their_position() -> None:
    orders: list[Any] = [3, "1", None, 2, "1", "x"]
    elements = [{"templateType": "separator"} | ({"order": order} if order is not None else {}) for order in orders]
    assert [view.position for view in _screen(*elements).elements] == [1, 4, 2, 3, 0, 5]


def test_styles_and_classes_are_safe_and_merged() -> None:
    element = {
        "cssClass": "a",
        "styles": {"color": "red"},
        "data": {"label": "x", "cssClass": "b", "styles": {"color": "blue", "position": "fixed"}},
    }
    assert _only(element) == ButtonView(0, "x", NoAction(), "pub-a pub-b", "color:blue")


def test_styles_of_interface_and_screen_are_scoped() -> None:
    screens = [{"order": 1, "styles": ".a{color:blue}"}]
    interface = import_classic(as_bytes({"styles": "body{color:red}", "views": {"outgoing-call": screens}}))
    assert open_screen(interface, entry_place()).styles == ".menu{color:red}\n.menu .pub-a{color:blue}"


def test_screen_styles_may_be_a_map() -> None:
    interface = import_classic(
        as_bytes({"views": {"outgoing-call": [{"order": 1, "styles": {"color": "red", "margin": "url(x)"}}]}})
    )
    assert open_screen(interface, entry_place()).styles == ".menu{color:red}"


@given(documents, contexts)
def test_every_screen_of_any_document_opens_safely(document: dict[str, Any], context: dict[str, Any]) -> None:
    interface = import_classic(as_bytes(document))
    setting = Setting("+33199001001", context)
    for view in interface.views.values():
        pending = [Place(view.event, address) for address in view.by_address]
        seen: set[Place] = set()
        while pending:
            place = pending.pop()
            if place not in seen:
                seen.add(place)
                screen = open_screen(interface, place, setting)
                assert not _dangers(screen)
                pending += _next_places(screen)


def _next_places(screen: ScreenView) -> list[Place]:
    actions = [element.action for element in screen.elements if isinstance(element, ButtonView | PictureView)]
    places = [action.place for action in actions if isinstance(action, OpenScreen)]
    return places + [action.next for action in actions if isinstance(action, Rate) and action.next]


def _dangers(screen: ScreenView) -> list[str]:
    html = [element.html for element in screen.elements if isinstance(element, TextView)]
    css = [screen.styles, *(element.style for element in screen.elements)]
    tags = [tag for text in html for tag in re.findall(r"<[a-z/][^<>]*>", text)]
    found = [
        tag
        for tag in tags
        if re.search(r"^<(?:script|iframe|form|input|style|svg|object|base)| on[a-z]+=|javascript:", tag)
    ]
    return found + [text for text in css if re.search(r"<|url\((?!\"data:image/)|position", text)]
