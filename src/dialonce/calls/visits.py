"""Visits: a caller opens the link and walks through the menu."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.calls.steps import INTERACTION_CATEGORIES, line_facts, use_of
from dialonce.errors import NotFound
from dialonce.policy import Action, Denial
from dialonce.storage.directory import LineEntry
from dialonce.vault import (
    NOWHERE,
    SUBJECT,
    CountKey,
    Gate,
    Keep,
    Link,
    NewRow,
    Sign,
    SubjectRef,
    Vault,
    change,
    find_link,
    is_link_secret,
    mark_link_opened,
    mark_offer_opened,
    whole_hour,
)

KINDS = ("screen", "button", "call", "rating", "form", "third-party", "back", "interception")


class Visit(msgspec.Struct, frozen=True):
    """Where a visitor is: through a link (then `link` is set), or on an interface's public address."""

    publisher_id: UUID
    interface_id: UUID
    interface_version: int
    line: LineEntry | None = None
    link: Link | None = None
    subject_id: UUID | None = None


class Interaction(msgspec.Struct, frozen=True):
    """Something a visitor did: saw a screen, chose an element, called, rated."""

    visit: Visit
    kind: str
    screen: str
    occurred_at: datetime
    interaction_id: UUID
    element: str = ""
    culture: str = ""
    device: str = ""
    details: dict[str, str | float] = {}


async def open_link(vault: Vault, secret: str, *, seen: bool = True) -> Visit:
    """The visit that a link leads to; `seen` is False when a program fetches it for nobody, which opens nothing.

    Raises `NotFound` for a link that is forged, expired or of a disabled line.
    """
    link = await find_link(vault, secret) if is_link_secret(secret) else None
    if link is None or link.expires_at <= vault.clock():
        raise NotFound("This link has expired, or it is not one of ours.")
    line = vault.directory.lines_by_id.get(link.line_id)
    publisher = vault.directory.publishers.get(link.publisher_id)
    if line is None or not line.enabled or publisher is None or not publisher.enabled:
        raise NotFound("This link has expired, or it is not one of ours.")
    if seen and link.opened_at is None:
        await _mark_opened(vault, secret, link)
    return Visit(link.publisher_id, link.interface_id, link.interface_version, line, link, link.subject_id)


async def _mark_opened(vault: Vault, secret: str, link: Link) -> None:
    now = vault.clock()
    if await mark_link_opened(vault.keyring, secret, link, now):
        await mark_offer_opened(vault, link)
        if link.subject_id is not None:
            await _keep_opening(vault, link, link.subject_id)


async def _keep_opening(vault: Vault, link: Link, subject_id: UUID) -> None:
    line = vault.directory.lines_by_id[link.line_id]
    async with vault.session([link.publisher_id], SUBJECT) as session:
        version = session.policy_of(link.publisher_id).version
        use = use_of(link.publisher_id, Action.COLLECT, "service-provision", INTERACTION_CATEGORIES)
        permit = session.decide(use, line_facts(line, version, "ivr"), subject=subject_id)
        if not isinstance(permit, Denial):
            values = {"subject_id": subject_id, "request_id": link.request_id, "now": session.now}
            await change(session, permit, "service_request", "mark_opened", values)


def open_address(vault: Vault, slug: str) -> Visit:
    """The visit of an interface's public address. Raises `NotFound`."""
    entry = vault.directory.interfaces_by_slug.get(slug)
    if entry is None or not entry.enabled or entry.published_version is None:
        raise NotFound("There is no menu at this address.")
    publisher = vault.directory.publishers.get(entry.publisher_id)
    if publisher is None or not publisher.enabled:
        raise NotFound("There is no menu at this address.")
    return Visit(entry.publisher_id, entry.interface_id, entry.published_version)


def new_interaction(
    vault: Vault, visit: Visit, kind: str, screen: str, element: str = "", **more: object
) -> Interaction:
    """An interaction that happens now."""
    return msgspec.convert(
        {
            "visit": visit,
            "kind": kind,
            "screen": screen,
            "element": element,
            "occurred_at": vault.clock(),
            "interaction_id": uuid4(),
            **more,
        },
        Interaction,
    )


async def record_interactions(session: Gate, keep: Keep, interactions: Sequence[Interaction]) -> None:
    """Count every interaction; keep those whose visitors acknowledged the notice (C3)."""
    groups: dict[tuple[UUID, str], list[Interaction]] = {}
    for interaction in interactions:
        session.count(_count_key(interaction))
        _sign(session, interaction)
        visit = interaction.visit
        if visit.subject_id is not None and visit.line is not None:
            groups.setdefault((visit.publisher_id, visit.line.sensitivity), []).append(interaction)
    for group in groups.values():
        await _keep(session, keep, group)


def _sign(session: Gate, interaction: Interaction) -> None:
    """Tell the memory of running calls. A stranger at a public address belongs to no call."""
    visit, running = interaction.visit, session.running_calls
    if visit.link is not None:
        caller = running.caller_of(visit.link.request_id)
    elif visit.subject_id is not None:
        caller = running.fingerprint(visit.publisher_id, visit.subject_id)
    else:
        return
    details = interaction.details
    sign = Sign(
        visit.publisher_id,
        visit.line.line_id if visit.line else NOWHERE,
        interaction.occurred_at,
        interaction.kind,
        screen=interaction.screen,
        value=str(details.get("number", details.get("score", ""))),
        solution_id=visit.link.solution_id if visit.link else NOWHERE,
        interface_id=visit.interface_id,
        interface_version=visit.interface_version,
        culture=interaction.culture,
        device=interaction.device,
    )
    session.sign(caller, sign)


async def _keep(session: Gate, keep: Keep, interactions: Sequence[Interaction]) -> None:
    first = interactions[0].visit
    if first.line is None:
        return
    version = session.policy_of(first.publisher_id).version
    use = use_of(first.publisher_id, Action.COLLECT, "service-provision", INTERACTION_CATEGORIES)
    permit = session.decide(use, line_facts(first.line, version, "interface"), count=len(interactions))
    if isinstance(permit, Denial):
        return
    ids = list({interaction.visit.subject_id for interaction in interactions if interaction.visit.subject_id})
    subjects = await session.keyring.refs(first.publisher_id, ids, session.now)
    rows = [_row(interaction, subjects) for interaction in interactions if interaction.visit.subject_id in subjects]
    await keep(permit, "interaction", rows)


def _row(interaction: Interaction, subjects: dict[UUID, SubjectRef]) -> NewRow:
    visit = interaction.visit
    clear = (
        interaction.occurred_at,
        visit.line.line_id if visit.line else None,
        visit.link.solution_id if visit.link else None,
        visit.interface_id,
        visit.interface_version,
        interaction.kind,
        interaction.screen,
        interaction.element,
    )
    subject = subjects[visit.subject_id or NOWHERE]
    private = {"value": interaction.details} if interaction.details else None
    return NewRow(subject, interaction.interaction_id, clear, private)


def _count_key(interaction: Interaction) -> CountKey:
    visit = interaction.visit
    return CountKey(
        publisher_id=visit.publisher_id,
        line_id=visit.line.line_id if visit.line else NOWHERE,
        hour=whole_hour(interaction.occurred_at),
        step=interaction.kind,
        interface_id=visit.interface_id,
        interface_version=visit.interface_version,
        screen=interaction.screen,
        element=interaction.element,
        solution_id=visit.link.solution_id if visit.link else NOWHERE,
        culture=interaction.culture,
        device=interaction.device,
    )
