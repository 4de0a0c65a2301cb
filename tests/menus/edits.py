"""Arbitrary operations, mostly such as fit the document."""

from typing import Any

from hypothesis import strategies as st

from dialonce.menus import OUTGOING_CALL, Interface
from dialonce.menus.edit import (
    AddElement,
    AddField,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    ChangeSettings,
    DuplicateElement,
    DuplicateScreen,
    ElementKind,
    MoveElement,
    MoveField,
    MoveScreen,
    Operation,
    PasteElement,
    PasteScreen,
    RemoveElement,
    RemoveField,
    RemoveScreen,
    ReplaceDocument,
    Search,
    SendElement,
    find_matches,
    replacing,
)
from tests.menus.strategies import conditions, documents, elements, hostile_css, hostile_html, screens, texts

_numbers = st.integers(-1, 4)
_events = st.sampled_from([OUTGOING_CALL, "satisfaction", "e~v/"])
_addresses = st.sampled_from(["1", "2", "7", "08", "settings", "écran", "", "a/b", "~"])
_members = st.one_of(
    st.tuples(st.just("data/label"), texts | st.none()),
    st.tuples(st.just("data/value"), _addresses | st.none()),
    st.tuples(
        st.just("data/command"), st.sampled_from(["openView", "back", "callPhoneNumber", "rate", "dance"]) | st.none()
    ),
    st.tuples(st.just("data/html"), hostile_html),
    st.tuples(st.just("data/styles"), st.just({"color": "red"}) | st.none()),
    st.tuples(st.just("condition"), conditions | st.none()),
    st.tuples(st.just("data/variables/viewName"), texts | st.none()),
    st.tuples(st.just("data/variables/viewContext/button_next/value"), _addresses | st.none()),
    st.tuples(st.just("data/fields/0/title"), texts),
    st.tuples(st.just("data/fields/0/required"), st.booleans()),
    st.tuples(st.just("data/fields/0/type/view"), st.sampled_from(["input", "textarea"])),
    st.tuples(st.just("id"), texts),
)
_settings = st.one_of(
    st.tuples(st.just("name"), texts),
    st.tuples(st.just("culture"), st.sampled_from(["fr", "en", None])),
    st.tuples(st.just("styles"), hostile_css),
    st.tuples(st.just("phoneNumbers"), st.lists(st.just("3654"), max_size=2)),
)


def operations(interface: Interface) -> st.SearchStrategy[Operation]:
    """Operations that have a chance on this interface."""
    place: dict[str, Any] = {"event": _events, "screen": _numbers}
    spot: dict[str, Any] = {**place, "element": _numbers}
    return st.one_of(
        st.builds(AddScreen, event=_events, id=texts, name=texts, address=_addresses, at=_numbers | st.none()),
        st.builds(PasteScreen, event=_events, raw=screens),
        st.builds(RemoveScreen, **place),
        st.builds(DuplicateScreen, **place, id=texts, name=texts, address=_addresses),
        st.builds(MoveScreen, **place, to=_numbers),
        st.builds(
            ChangeScreen,
            **place,
            name=texts | st.none(),
            address=_addresses | st.none(),
            styles=hostile_css | st.none(),
        ),
        st.builds(
            AddElement,
            **place,
            kind=st.sampled_from(ElementKind),
            at=_numbers | st.none(),
            text=texts,
            target=_addresses,
        ),
        st.builds(PasteElement, **place, raw=elements, at=_numbers | st.none()),
        st.builds(RemoveElement, **spot),
        st.builds(DuplicateElement, **spot),
        st.builds(MoveElement, **spot, to=_numbers),
        st.builds(SendElement, **spot, to_screen=_numbers),
        st.builds(ChangeElement, **spot, members=st.lists(_members, max_size=3).map(dict)),
        st.builds(AddField, **spot, name=texts, title=texts),
        st.builds(RemoveField, **spot, field=_numbers),
        st.builds(MoveField, **spot, field=_numbers, to=_numbers),
        st.builds(ChangeSettings, members=st.lists(_settings, max_size=2).map(dict)),
        st.builds(ReplaceDocument, document=documents),
        st.sampled_from(["1", "a", "https", "{{"]).map(
            lambda find: replacing(find_matches(interface, Search(find, values=True), "x"))
        ),
    )
