"""Runs `conformance/number-sets.json`, as both SDKs do."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from dialonce.numbers import NumberSet, NumberSetError, Payload, apply_difference
from tests.numbers.vectors import PUBLIC_KEY, make_vectors

VECTORS: dict[str, Any] = json.loads(Path("conformance/number-sets.json").read_text("utf-8"))
BYTES = {entry["name"]: base64.b64decode(entry["bytes"]) for entry in VECTORS["sets"]}


def test_vectors_are_what_the_builder_makes() -> None:
    assert make_vectors() == VECTORS


@pytest.mark.clause("3.1-e")
@pytest.mark.parametrize("entry", VECTORS["sets"], ids=lambda entry: entry["name"])
def test_set_holds_its_members_and_nothing_else(entry: dict[str, Any]) -> None:
    opened = NumberSet.open(BYTES[entry["name"]], PUBLIC_KEY, solution="shop")
    assert (opened.version, opened.issued_at, len(opened)) == (
        entry["version"],
        entry["issued_at"],
        len(entry["members"]),
    )
    for number, *payload in entry["members"]:
        assert opened.lookup(number) == Payload(*payload)
    assert [text for text in entry["absent"] if opened.lookup(text)] == []


@pytest.mark.parametrize("entry", VECTORS["differences"], ids=lambda entry: f"{entry['from']} to {entry['to']}")
def test_difference_gives_the_same_bytes(entry: dict[str, Any]) -> None:
    assert apply_difference(BYTES[entry["from"]], base64.b64decode(entry["bytes"])) == BYTES[entry["to"]]


@pytest.mark.parametrize("entry", VECTORS["refused"], ids=lambda entry: entry["why"])
def test_untrustworthy_set_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(NumberSetError):
        NumberSet.open(
            base64.b64decode(entry["bytes"]),
            PUBLIC_KEY,
            newer_than=entry.get("newer_than", 0),
            solution=entry.get("solution"),
        )


@pytest.mark.parametrize("entry", VECTORS["dialled"], ids=lambda entry: f"{entry['text']} in {entry['country']}")
def test_dialled_text_reaches_the_number_it_means(entry: dict[str, Any]) -> None:
    found = NumberSet.open(BYTES["mixed"], PUBLIC_KEY).find(entry["text"], entry["country"])
    assert (found and found[0]) == entry["number"]
