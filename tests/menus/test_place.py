"""Places in links: short, stable, and nobody can forge what they show."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import NotFound
from dialonce.menus import Giver, Interface, Place, decode_place, encode_place, import_classic
from dialonce.menus.walk.place import place_exists
from tests.menus.documents import as_bytes
from tests.menus.strategies import documents

_names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_givers = st.none() | st.builds(Giver, _names, st.integers(0, 9999))
_places = st.builds(Place, _names, _names, _givers)


def _interface() -> Interface:
    context = {"iframe": {"url": "https://a.example"}, "button_next": {"value": "settings"}}
    entry = [
        {"data": {"label": "Shared", "value": 2, "variables": {"viewName": "Page", "viewContext": context}}},
        {"data": {"label": "Plain", "value": "2"}},
        {"id": "next", "data": {"label": "Given", "value": "", "variables": {"viewName": "Again"}}},
        {"templateType": "separator"},
    ]
    screens = [{"order": 1, "elements": entry}, {"order": "2"}, {"order": "settings"}]
    return import_classic(as_bytes({"views": {"outgoing-call": screens, "satisfaction": [{"order": 1}]}}))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), "1"),
        (Place(address="10360"), "10360"),
        (Place(address="2", giver=Giver("1", 0)), "2~1~0"),
        (Place("satisfaction"), "~satisfaction~1"),
        (Place("satisfaction", "2", Giver("1", 3)), "~satisfaction~2~1~3"),
        (Place(address="écran/1 ~"), ".c3.a9cran.2f1.20.7e"),
        (Place(address=""), "~outgoing-call~"),
        (Place(address="."), ".2e"),
    ],
)
def test_place_is_written(place: Place, text: str) -> None:
    assert encode_place(place) == text


@given(_places, _places)
def test_encoded_places_are_url_safe_and_distinct(one: Place, other: Place) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.~-]+", encode_place(one))
    assert (encode_place(one) == encode_place(other)) is (one == other)


@given(documents)
def test_decoding_undoes_encoding(document: dict[str, Any]) -> None:
    interface = import_classic(as_bytes(document))
    for view in interface.views.values():
        places = [Place(view.event, address) for address in view.by_address]
        places += [
            Place(view.event, address, Giver(screen.address, element.position))
            for address in view.by_address
            for screen in view.by_address.values()
            for element in screen.elements
        ]
        for place in filter(lambda place: place_exists(interface, place), places):
            assert decode_place(interface, encode_place(place)) == place


@pytest.mark.parametrize("text", ["1", "2", "2~1~0", "~satisfaction~1", "settings", "settings~1~2"])
def test_place_of_the_document_is_found(text: str) -> None:
    interface = _interface()
    assert encode_place(decode_place(interface, text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9",
        "~",
        "~~",
        "1~",
        "~unknown~1",
        "2~1",
        "2~1~0~0",
        "2~1~00",
        "2~1~-1",
        "2~1~x",
        "2~1~9",
        "2~1~999999999999",
        "2~9~0",
        "settings~1~0",
        "2~1~1",
        "2~1~3",
        "1~1~0",
        "~outgoing-call~1",
        ".31",
        ".3",
        ".zz",
        ".C3",
        "%31",
        "é",
        "1" * 100_000,
        ".c3",
        "~satisfaction~2~1~0",
    ],
)
def test_forged_place_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        decode_place(_interface(), text)


@given(st.text("12settings~.-x", max_size=12) | st.text(max_size=12))
def test_decoded_text_is_what_encoding_writes(text: str) -> None:
    interface = _interface()
    try:
        place = decode_place(interface, text)
    except NotFound:
        return
    assert encode_place(place) == text
