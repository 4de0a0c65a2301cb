"""What is not good is found, said where, and said in both languages."""

import json
import string
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given

from dialonce.menus import Severity, check_interface, import_classic
from tests.menus.documents import as_bytes, large_document_bytes, wide_document
from tests.menus.no_hang import no_hang
from tests.menus.strategies import documents

E0 = "/views/outgoing-call/0/elements/0"


def _codes(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in check_interface(import_classic(as_bytes(document)))]


def _with(*elements: dict[str, Any], **root: Any) -> dict[str, Any]:
    """A sound interface of two screens, the first holding also these elements."""
    way = {"data": {"label": "Two", "value": 2}}
    screens = [
        {"order": 1, "elements": [*elements, way]},
        {"order": "2", "elements": [{"data": {"label": "Back", "command": "back"}}]},
    ]
    return {"name": "x", "views": {"outgoing-call": screens}} | root


def test_sound_interface_has_no_findings() -> None:
    assert _codes(_with()) == []


@pytest.mark.parametrize(
    ("element", "code", "below"),
    [
        ({"data": {"label": "x", "value": 3}}, "dangling-target", "/data/value"),
        ({"data": {"label": "x", "value": 3, "command": "rate", "score": 1}}, "dangling-target", "/data/value"),
        ({"data": {"label": "x"}}, "no-target", "/data"),
        ({"data": {"label": " ", "value": 2}}, "empty-label", "/data/label"),
        ({"data": {"label": "x", "command": "dance"}}, "unknown-command", "/data/command"),
        ({"templateType": "carousel"}, "unknown-template", "/templateType"),
        ({"data": {"label": "x", "command": "callPhoneNumber"}}, "call-without-number", "/data"),
        ({"data": {"label": "x", "command": "callPhoneNumber", "value": "abc"}}, "bad-number", "/data/value"),
        ({"data": {"label": "x", "command": "installPackage"}}, "store-without-package", "/data/value"),
        (
            {"data": {"label": "x", "command": "enableCallInterception", "value": "on"}},
            "interception-without-value",
            "/data/value",
        ),
        ({"data": {"label": "x", "command": "rate", "score": 101}}, "rate-score", "/data/score"),
        ({"data": {"label": "x", "command": "rate", "score": -1, "value": 2}}, "rate-score", "/data/score"),
        ({"data": {"label": "x", "command": "rate", "value": 2}}, "rate-score", "/data/score"),
        ({"condition": "context.", "data": {"label": "x", "value": 2}}, "bad-condition", "/condition"),
        ({"styles": {"position": "fixed"}, "templateType": "separator"}, "unsafe-css", "/styles"),
        ({"data": {"label": "x", "value": 2, "styles": {"top": "0"}}}, "unsafe-css", "/data/styles"),
        (
            {"data": {"label": "x", "value": 2, "styles": {"color": "#777", "background": "#888"}}},
            "low-contrast",
            "/data/styles",
        ),
        ({"templateType": "script", "data": {"code": "x"}}, "script-not-run", ""),
        ({"templateType": "text", "data": {"html": "<p onclick=x>a</p>"}}, "unsafe-html", "/data/html"),
        (
            {"templateType": "text", "data": {"html": "<img src='data:image/png,'>"}},
            "missing-alternate-text",
            "/data/html",
        ),
        ({"templateType": "text", "data": {"html": "<a href='http://x.example'>a</a>"}}, "plain-http", "/data/html"),
        (
            {"templateType": "text", "data": {"html": "<img src='https://x.example' alt=''>"}},
            "remote-picture",
            "/data/html",
        ),
        (
            {"templateType": "picture", "data": {"imageUrl": "data:image/png,"}},
            "missing-alternate-text",
            "/data/alternateText",
        ),
        (
            {"templateType": "picture", "data": {"imageUrl": "x.png", "alternateText": "a"}},
            "bad-picture",
            "/data/imageUrl",
        ),
        (
            {"templateType": "picture", "data": {"imageUrl": "https://x.example", "alternateText": "a"}},
            "remote-picture",
            "/data/imageUrl",
        ),
        ({"templateType": "iframe", "data": {"url": ""}}, "frame-without-address", "/data"),
        ({"templateType": "iframe", "data": {"url": "javascript:1"}}, "frame-without-address", "/data/url"),
        ({"templateType": "iframe", "data": {"url": "http://x.example"}}, "plain-http", "/data/url"),
        ({"templateType": "form", "data": {}}, "empty-form", "/data"),
        ({"templateType": "form", "data": {"fields": [{"title": "a"}]}}, "field-without-name", "/data/fields/0"),
        ({"templateType": "form", "data": {"fields": [{"name": "a"}]}}, "field-without-title", "/data/fields/0"),
        (
            {"templateType": "form", "data": {"fields": [{"name": "a", "title": "A"}, {"name": "a", "title": "B"}]}},
            "duplicate-field",
            "/data/fields/1/name",
        ),
        (
            {"data": {"label": "x", "value": 2, "variables": {"viewContext": {"button_a": {"value": 2}}}}},
            "unused-value",
            "/data/variables/viewContext/button_a",
        ),
        (
            {"data": {"label": "x", "value": 2, "variables": {"viewContext": {"iframe": {"url": "http://x.example"}}}}},
            "plain-http",
            "/data/variables/viewContext/iframe/url",
        ),
    ],
)
def test_fault_of_an_element_is_found_where_it_stands(element: dict[str, Any], code: str, below: str) -> None:
    assert _codes(_with(element)) == [(code, E0 + below)]


@pytest.mark.parametrize(
    ("root", "found"),
    [
        ({"styles": "p{position:fixed}"}, ("unsafe-css", "/styles")),
        ({"styles": "p{color:#777;background-color:#888}"}, ("low-contrast", "/styles")),
        ({"script": "alert(1)"}, ("script-not-run", "/script")),
        ({"logo": "logo.png"}, ("bad-picture", "/logo")),
        ({"logo": "https://x.example/logo.png"}, ("remote-picture", "/logo")),
        ({"rules": {"g": [{"view": {"val": "/(?=x)/"}}]}}, ("bad-goal", "/rules/g/0/view")),
        ({"rules": {"g": [{"view": {"val": {"$near": 1}}}]}}, ("bad-goal", "/rules/g/0/view")),
    ],
)
def test_fault_of_the_root_is_found(root: dict[str, Any], found: tuple[str, str]) -> None:
    assert _codes(_with(**root)) == [found]


def test_screens_are_judged_by_their_addresses() -> None:
    screens = [{"order": 1}, {"order": "1"}, {"order": 7}, {}]
    assert _codes({"views": {"outgoing-call": screens}}) == [
        ("duplicate-address", "/views/outgoing-call/1/order"),
        ("unreachable-screen", "/views/outgoing-call/2"),
        ("no-address", "/views/outgoing-call/3"),
    ]


def test_missing_entry_is_told_once() -> None:
    assert _codes({"views": {"outgoing-call": [{"order": 2}, {"order": 3}]}}) == [("no-entry", "/views/outgoing-call")]


def test_unknown_event_is_noticed() -> None:
    assert _codes({"views": {"birthday": [{"order": 1}]}}) == [("unknown-event", "/views/birthday")]


def test_cycle_is_fine() -> None:
    screens = [{"order": order, "elements": [{"data": {"label": "x", "value": order % 3 + 1}}]} for order in (1, 2, 3)]
    assert _codes({"views": {"outgoing-call": screens}}) == []


def test_same_order_of_elements_is_noticed() -> None:
    elements = [{"order": 5, "templateType": "separator"}, {"order": "5", "templateType": "separator"}]
    assert _codes(_with(*elements)) == [("duplicate-position", "/views/outgoing-call/0/elements/1/order")]


def _shared(value: Any, taker: dict[str, Any]) -> dict[str, Any]:
    giver = {"data": {"label": "x", "value": 3, "variables": {"viewContext": {"button_b": {"value": value}}}}}
    document = _with(giver)
    document["views"]["outgoing-call"] += [
        {"order": 3, "elements": [{"id": "b", "data": {"label": "y", **taker}}]},
        {"order": 4},
    ]
    return document


def test_screen_reached_through_a_given_value_is_reachable() -> None:
    assert _codes(_shared(4, {"value": ""})) == []


def test_given_value_that_leads_nowhere_is_found_where_it_is_given() -> None:
    pointer = f"{E0}/data/variables/viewContext/button_b/value"
    assert _codes(_shared(9, {})) == [("unreachable-screen", "/views/outgoing-call/3"), ("dangling-target", pointer)]
    call = {"command": "callPhoneNumber"}
    assert ("bad-number", pointer) in _codes(_shared("abc", call))
    assert ("dangling-target", pointer) not in _codes(_shared("3654", call))


def test_frame_filled_by_a_giver_is_fine() -> None:
    document = _with(
        {"data": {"label": "x", "value": 3, "variables": {"viewContext": {"iframe": {"url": "https://x.example"}}}}}
    )
    document["views"]["outgoing-call"].append({"order": 3, "elements": [{"templateType": "iframe"}]})
    assert _codes(document) == []


def test_every_code_has_both_texts_with_the_same_places() -> None:
    texts = json.loads(files("dialonce.menus.check").joinpath("texts.json").read_text("utf-8"))
    for code, sentence in texts.items():
        assert Severity(sentence["severity"])
        places = {name for _, name, _, _ in string.Formatter().parse(sentence["en"]) if name}
        french = {name for _, name, _, _ in string.Formatter().parse(sentence["fr"]) if name}
        assert places - {"detail"} == french, code


@given(documents)
def test_findings_about_any_document_can_be_read_and_found(document: dict[str, Any]) -> None:
    interface = import_classic(as_bytes(document))
    for finding in check_interface(interface):
        assert finding.text("fr-FR") != finding.text("en")
        assert _resolves(interface.raw, finding.pointer)


def _resolves(tree: Any, pointer: str) -> bool:
    """Whether all of the pointer but its last step is in the document; what is missing may be pointed at."""
    for step in pointer.split("/")[1:-1]:
        key = step.replace("~1", "/").replace("~0", "~")
        tree = tree[int(key)] if isinstance(tree, list) else (tree or {}).get(key)
    return tree is not None or pointer.count("/") > 1


def test_large_document_is_sound_but_for_its_scripts() -> None:
    found = Counter(finding.code for finding in check_interface(import_classic(large_document_bytes())))
    assert set(found) == {"script-not-run"}


def test_ten_thousand_elements_are_checked_without_hanging() -> None:
    interface = import_classic(as_bytes(wide_document(10_000)))
    with no_hang():
        assert check_interface(interface) == ()


def test_ten_thousand_faulty_elements_are_checked_without_hanging() -> None:
    element = {"id": "b", "condition": "((", "styles": {"position": "fixed"}, "data": {"value": 9}}
    giver = {"data": {"value": 1, "variables": {"viewContext": {"button_b": {"value": "9"}}}}}
    interface = import_classic(
        as_bytes({"views": {"outgoing-call": [{"order": 1, "elements": [element, giver] * 5000}]}})
    )
    with no_hang():
        assert len(check_interface(interface)) >= 25_000
