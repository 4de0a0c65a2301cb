"""Texts: all of them found, replaced without breaking markup, and set side by side with their translations."""

from typing import Any

from hypothesis import given

from dialonce.menus import OUTGOING_CALL, demo_interface, import_classic
from dialonce.menus.edit import Search, apply_operation, find_matches, member_at, pair_languages, replacing, words_of
from tests.menus.strategies import documents
from tests.menus.test_edit import button, read, small


def text(html: str) -> dict[str, Any]:
    return {"templateType": "text", "data": {"html": html}}


def page(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Azur", "views": {OUTGOING_CALL: [{"name": "Accueil", "order": 1, "elements": list(elements)}]}}


@given(documents)
def test_every_text_stands_where_its_pointer_says(document: dict[str, Any]) -> None:
    interface = read(document)
    for word in words_of(interface):
        found = member_at(interface.raw, word.pointer)
        assert isinstance(found, str | int | float)


def test_words_are_replaced_and_tags_are_left_alone() -> None:
    interface = read(page(button("Payer a"), text('<a class="a" href="https://a.example">a</a>')))
    matches = find_matches(interface, Search("a", whole_words=True), "b")
    made = apply_operation(interface, replacing(matches)).interface
    elements = made.raw["views"][OUTGOING_CALL][0]["elements"]
    assert elements[0]["data"]["label"] == "Payer b"
    assert elements[1]["data"]["html"] == '<a class="a" href="https://a.example">b</a>'


def test_numbers_and_addresses_are_found_when_asked_for() -> None:
    interface = read(
        page(button("Appeler", "3654", command="x"), text('<a href="tel:3654">x</a>'), button("Court", 3654))
    )
    assert find_matches(interface, Search("3654"), "3655") == ()
    matches = find_matches(interface, Search("3654", values=True), "3655")
    made = apply_operation(interface, replacing(matches)).interface
    elements = made.raw["views"][OUTGOING_CALL][0]["elements"]
    assert [elements[0]["data"]["value"], elements[2]["data"]["value"]] == ["3655", 3655]
    assert elements[1]["data"]["html"] == '<a href="tel:3655">x</a>'


def test_case_counts_only_when_asked_for() -> None:
    interface = read(page(button("Facture"), button("facture")))
    assert len(find_matches(interface, Search("facture"))) == 2
    assert len(find_matches(interface, Search("facture", match_case=True))) == 1
    assert find_matches(interface, Search("")) == ()


def test_backslashes_in_a_replacement_mean_themselves() -> None:
    matches = find_matches(read(page(button("a"))), Search("a"), r"\1\g<0>")
    assert [match.after for match in matches if match.word.element == 0] == [r"\1\g<0>"]


def test_translation_is_found_by_address_and_by_deed() -> None:
    french = read(page(button("Payer", "2"), button("Aide", "3"), text("<p>Bonjour</p>")))
    english = read(page(button("Help", "3"), text("<p>Bonjour</p>"), button("Pay", "2")))
    (pair,) = pair_languages(french, english)
    assert [(one.source.text, one.text, one.state) for one in pair.texts] == [
        ("Accueil", "Accueil", "same"),
        ("Payer", "Pay", "done"),
        ("Aide", "Help", "done"),
        ("<p>Bonjour</p>", "<p>Bonjour</p>", "same"),
    ]


def test_missing_screens_elements_and_words_are_marked() -> None:
    french = small()
    english = small()
    del english["views"][OUTGOING_CALL][1]
    english["views"][OUTGOING_CALL][0]["elements"] = [button("", 2)]
    first, second = pair_languages(read(french), read(english))
    assert [one.state for one in first.texts] == ["same", "empty", "missing", "missing"]
    assert (first.missing, first.open) == ((1, 2), 4)
    assert (second.twin, [one.state for one in second.texts], second.open) == (None, ["missing"], 1)


def test_interface_beside_itself_misses_nothing() -> None:
    interface = import_classic(demo_interface("fr"))
    pairs = pair_languages(interface, interface)
    assert len(pairs) == 92
    assert all(not pair.missing for pair in pairs)
    assert {one.state for pair in pairs for one in pair.texts} <= {"same", "done"}
