"""Findings and changes of interfaces as rows for people."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from dialonce.menus import Change, Finding

LONGEST_VALUE = 60


class FindingRow(msgspec.Struct, frozen=True):
    """One thing that is not good, in the reader's language."""

    severity: str
    pointer: str
    text: str


class ChangeRow(msgspec.Struct, frozen=True):
    """One thing that differs; `values` says from what to what, shortened."""

    kind: str
    thing: str
    name: str
    pointer: str
    values: str


def shown_findings(findings: Iterable[Finding], culture: str) -> list[FindingRow]:
    """All findings, in the order of the document."""
    return [FindingRow(one.severity.value, one.pointer, one.text(culture)) for one in findings]


def shown_changes(changes: Iterable[Change]) -> list[ChangeRow]:
    """All changes, in the order of the documents."""
    return [ChangeRow(one.kind.value, one.thing.value, one.name, one.pointer, _values(one)) for one in changes]


def _values(change: Change) -> str:
    return "\n".join(f"{one.pointer}: {_short(one.before)} → {_short(one.after)}" for one in change.details)


def _short(value: Any) -> str:
    text = "—" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
