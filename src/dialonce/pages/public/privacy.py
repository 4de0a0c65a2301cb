"""The privacy policy as people read it: a summary, then every clause with an address of its own."""

from datetime import date
from typing import Literal

from msgspec import Struct

from dialonce.pages.kit import Badge, Banner, Fact, Link
from dialonce.pages.page import Page
from dialonce.pages.templating import render

Change = Literal["same", "added", "removed"]


class SummaryPoint(Struct, frozen=True):
    """One thing to know, sentence by sentence; `clauses` are the ids that it sums up."""

    title: str
    texts: tuple[str, ...]
    clauses: tuple[str, ...] = ()


class ClauseText(Struct, frozen=True):
    """One clause. `marks` say where it comes from, such as the law or a publisher's own rules."""

    id: str
    text: str
    marks: tuple[Badge, ...] = ()


class PolicySection(Struct, frozen=True):
    id: str
    title: str
    clauses: tuple[ClauseText, ...]


class PolicyVersion(Struct, frozen=True):
    """One published version; `diff` is the address of what changed since the one before."""

    name: str
    since: date
    href: str
    current: bool = False
    diff: str | None = None


class PrivacyView(Struct, frozen=True):
    """`mark` is the hash of the text and of the rules that run: they are one. `solution` is whose policy this is."""

    solution: str
    version: str
    since: date
    mark: str
    summary: tuple[SummaryPoint, ...]
    sections: tuple[PolicySection, ...]
    contacts: tuple[Fact, ...]
    versions: tuple[PolicyVersion, ...] = ()
    downloads: tuple[Link, ...] = ()
    banner: Banner | None = None


class Piece(Struct, frozen=True):
    change: Change
    text: str


class ClauseChange(Struct, frozen=True):
    """What became of one clause: new, gone, or reworded piece by piece."""

    id: str
    pieces: tuple[Piece, ...]


class PolicyDiffView(Struct, frozen=True):
    older: PolicyVersion
    newer: PolicyVersion
    changes: tuple[ClauseChange, ...]
    announced: date | None = None


def render_privacy(view: PrivacyView, page: Page) -> str:
    return render("public/privacy.html", page, view=view)


def render_policy_diff(view: PolicyDiffView, page: Page) -> str:
    return render("public/policy_diff.html", page, view=view)
