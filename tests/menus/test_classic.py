"""Reading and writing classic documents."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid, TooLarge
from dialonce.menus import MAX_BYTES, MAX_ELEMENTS, export_classic, import_classic
from dialonce.menus.model import Button, FormField, Frame, Picture, Unknown
from tests.menus.documents import BYTES, SCREENS, as_bytes, large_document_bytes, wide_document
from tests.menus.strategies import documents, json_values


def _faults(text: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        import_classic(text)
    return [(fault.where, fault.what) for fault in caught.value.faults]


def _strict(value: Any) -> Any:
    """The value with booleans and numbers told apart, as JSON does and Python's `==` does not."""
    return json.dumps(value, sort_keys=True)


@given(documents)
def test_export_of_any_document_equals_import(document: dict[str, Any]) -> None:
    exported = json.loads(export_classic(import_classic(as_bytes(document))))
    assert _strict(exported) == _strict(document)


@given(json_values)
def test_export_keeps_unknown_members(value: Any) -> None:
    document = {
        "unknown": value,
        "views": {"outgoing-call": [{"order": 1, "mine": value, "elements": [{"mine": value}]}]},
    }
    assert _strict(json.loads(export_classic(import_classic(as_bytes(document))))) == _strict(document)


def test_export_keeps_the_order_of_members() -> None:
    text = b'{"b":1,"a":{"z":1,"y":[]},"views":{}}'
    assert export_classic(import_classic(text)) == text


def test_large_document_is_read_whole() -> None:
    text = large_document_bytes()
    interface = import_classic(text)
    assert BYTES - 4096 < len(text) < BYTES + 4096
    assert sum(len(view.screens) for view in interface.views.values()) == SCREENS
    assert json.loads(export_classic(interface)) == json.loads(text)


def test_empty_document_is_an_empty_interface() -> None:
    interface = import_classic(b"{}")
    assert (interface.views, interface.enabled, interface.culture, interface.phone_numbers) == ({}, True, None, ())


def test_byte_order_mark_is_accepted() -> None:
    assert import_classic(b'\xef\xbb\xbf{"name":"x"}').name == "x"


def test_addresses_are_compared_as_text() -> None:
    screens = [{"order": order, "elements": []} for order in (1, "2", 3.0, "settings", 10.5)]
    view = import_classic(as_bytes({"views": {"outgoing-call": screens}})).views["outgoing-call"]
    assert list(view.by_address) == ["1", "2", "3", "settings", "10.5"]


def test_first_screen_of_an_address_wins() -> None:
    screens = [{"order": 1, "name": "first"}, {"order": "1", "name": "second"}]
    view = import_classic(as_bytes({"views": {"outgoing-call": screens}})).views["outgoing-call"]
    assert view.by_address["1"].name == "first"
    assert [screen.name for screen in view.screens] == ["first", "second"]


def _content(element: dict[str, Any]) -> Any:
    document = {"views": {"outgoing-call": [{"order": 1, "elements": [element]}]}}
    return import_classic(as_bytes(document)).views["outgoing-call"].screens[0].elements[0].content


def test_absent_template_is_a_button() -> None:
    content = _content({"data": {"label": 5, "value": 10360}})
    assert isinstance(content, Button)
    assert (content.label, content.command.name, content.command.value) == ("5", "openView", "10360")


def test_element_without_data_is_read() -> None:
    assert _content({}) == _content({"data": None, "templateType": None})


def test_picture_without_command_does_nothing() -> None:
    content = _content({"templateType": "picture", "data": {"imageUrl": "x"}})
    assert isinstance(content, Picture)
    assert content.command is None


def test_unknown_template_is_kept_by_name() -> None:
    assert _content({"templateType": "carousel"}) == Unknown("carousel")


def test_frame_without_url_is_empty() -> None:
    assert _content({"templateType": "iframe", "data": {"url": None}}) == Frame("")


def test_form_field_types_are_told_apart() -> None:
    raw = [
        {"name": "a", "title": "A", "type": {"view": "input"}},
        {"name": "b", "required": True, "type": {"view": "textarea"}},
    ]
    assert _content({"templateType": "form", "data": {"fields": raw}}).fields == (
        FormField("a", "A", "", required=False, multiline=False),
        FormField("b", "", "", required=True, multiline=True),
    )


def test_values_given_to_buttons_are_gathered_by_id() -> None:
    givers = [{"data": {"variables": {"viewContext": {"button_x": {"value": value}}}}} for value in (2, "3")]
    view = import_classic(as_bytes({"views": {"outgoing-call": [{"order": 1, "elements": givers}]}})).views[
        "outgoing-call"
    ]
    assert view.given == {"x": frozenset({"2", "3"})}


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ([], ""),
        ({"views": []}, "/views"),
        ({"views": {"a~b/c": {}}}, "/views/a~0b~1c"),
        ({"views": {"e": ["x"]}}, "/views/e/0"),
        ({"views": {"e": [{"order": {}}]}}, "/views/e/0/order"),
        ({"views": {"e": [{"elements": [{"data": []}]}]}}, "/views/e/0/elements/0/data"),
        ({"views": {"e": [{"elements": [{"data": {"label": []}}]}]}}, "/views/e/0/elements/0/data/label"),
        ({"views": {"e": [{"elements": [{"styles": "x"}]}]}}, "/views/e/0/elements/0/styles"),
        ({"views": {"e": [{"order": "x" * 201}]}}, "/views/e/0/order"),
        ({"phoneNumbers": [True]}, "/phoneNumbers/0"),
        ({"enabled": 3}, "/enabled"),
        ({"rules": {"goal": {}}}, "/rules/goal"),
    ],
)
def test_wrong_type_is_a_fault_where_it_stands(document: Any, pointer: str) -> None:
    assert [where for where, _ in _faults(as_bytes(document))] == [pointer]


def test_all_faults_are_told_at_once() -> None:
    document = {"name": [], "views": {"e": [{"elements": [{"data": {"label": {}}}, {"condition": []}]}]}}
    pointers = [where for where, _ in _faults(as_bytes(document))]
    assert pointers == ["/name", "/views/e/0/elements/0/data/label", "/views/e/0/elements/1/condition"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (b'{"a": {"b": 1, "b": 2}}', "/a/b"),
        (b'{"a": [1, NaN]}', "/a/1"),
        (b'{"a": -Infinity}', "/a"),
        (b'{"a": 1e999}', "/a"),
        (b'{"a": ' + b"9" * 5000 + b"}", "/a"),
        (b'{"a": "x\\u0000"}', "/a"),
        (b'{"a": "\\ud800"}', "/a"),
        (b'{"\\udfff": 1}', "/\ufffd"),
        (b'{"a" 1}', "line 1 column 6"),
        (b"", "line 1 column 1"),
        (b'{"a": "\xff"}', "byte 7"),
    ],
)
def test_what_json_cannot_keep_is_refused_where_it_stands(text: bytes, where: str) -> None:
    assert [found for found, _ in _faults(text)] == [where]


def test_surrogate_pair_is_a_character() -> None:
    assert import_classic(b'{"name": "\\ud83d\\ude00"}').name == "😀"


@pytest.mark.parametrize("depth", [65, 5000, 500_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    with pytest.raises(Invalid, match="nested deeper"):
        import_classic(b'{"a":' + b"[" * depth + b"]" * depth + b"}")


def test_brackets_inside_texts_are_not_nesting() -> None:
    assert import_classic(as_bytes({"name": "[" * 1000})).name == "[" * 1000


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(TooLarge, match=str(MAX_BYTES)):
        import_classic(b" " * (MAX_BYTES + 1))


def test_too_many_elements_are_refused() -> None:
    elements = [{}] * (MAX_ELEMENTS + 1)
    assert _faults(as_bytes({"views": {"e": [{"order": 1, "elements": elements}]}}))[0][0] == "/views"


def test_ten_thousand_elements_are_accepted() -> None:
    view = import_classic(as_bytes(wide_document(10_000))).views["outgoing-call"]
    assert sum(len(screen.elements) for screen in view.screens) == 10_000


@given(st.binary(max_size=200) | json_values.map(as_bytes))
def test_import_of_anything_is_an_interface_or_invalid(text: bytes) -> None:
    try:
        interface = import_classic(text)
    except Invalid:
        return
    assert _strict(json.loads(export_classic(interface))) == _strict(json.loads(text))
