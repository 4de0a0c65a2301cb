"""The journal of what was done with callers' data: searched, taken away as a file, verified (GDPR 5(2); 2-l, 8-e)."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.i18n import Locale, format_number, has_message, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.actors import actor_words, known_actors
from dialonce.pages.console.privacy.base import (
    PRIVACY,
    area,
    category_words,
    download,
    moment,
    purpose_words,
)
from dialonce.pages.console.privacy.journal_form import filter_fields, next_page, place_of, search_of
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Badge, Banner, Empty, Field, Link, Tab
from dialonce.policy import Action, EffectivePolicy, Facts, Use
from dialonce.staff import Permission
from dialonce.vault import (
    JOURNAL_CATEGORIES,
    FoundEntry,
    JournalPlace,
    JournalSearch,
    OwnVerification,
    Session,
    exceptional_accesses,
    journal_public_key,
    search_journal,
    verify_own_journal,
)
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

SHOWN: Final = 50
MOST_EXPORTED: Final = 10_000
LINES: Final = "application/x-ndjson"


class EntryView(Struct, frozen=True):
    """One entry in words. `subject` is a pseudonym, empty where the entry is about nobody in particular."""

    at: str
    actor: str
    action: str
    purpose: str
    categories: str
    outcome: Badge
    clauses: tuple[Link, ...]
    subject: str
    count: str
    note: str


class JournalView(Struct, frozen=True):
    """`older` leads to the entries before these, None at the end."""

    tabs: tuple[Tab, ...]
    fields: tuple[Field, ...]
    subject: Field
    action: str
    entries: tuple[EntryView, ...]
    nothing: Empty
    older: str | None
    export: str


@get(f"{PRIVACY}/journal")
async def journal(request: AnyRequest, slug: str) -> Response[str]:
    """What was done, newest first."""
    at_work = await require_staff(request, Permission.JOURNAL_READ, slug)
    return await _page(request, at_work, search_of(request.query_params), place_of(request.query_params))


@post(f"{PRIVACY}/journal", status_code=200)
async def about(request: AnyRequest, slug: str) -> Response[str]:
    """What was done with one person's data; their pseudonym stands in no address."""
    at_work = await require_staff(request, Permission.JOURNAL_READ, slug)
    form = await read_staff_form(request, at_work)
    try:
        subject_id = UUID(form.get("subject", "").strip())
    except ValueError:
        wrong = Banner(
            translate(at_work.locale, "dpo.no_pseudonym"), translate(at_work.locale, "dpo.pseudonym_hint"), "bad"
        )
        return await _page(request, at_work, JournalSearch(), None, wrong, form)
    return await _page(request, at_work, JournalSearch(subject_id=subject_id), None, None, form)


@get(f"{PRIVACY}/journal.jsonl")
async def export(request: AnyRequest, slug: str) -> Response[bytes]:
    """The entries that a search finds, one JSON object a line."""
    at_work = await require_staff(request, Permission.JOURNAL_READ, slug)
    async with work_session(request, at_work) as session:
        found = await _search(session, at_work, search_of(request.query_params), None, MOST_EXPORTED)
    body = b"".join(msgspec.json.encode(one.entry) + b"\n" for one in found)
    return download(body, LINES, f"journal-{at_work.slug}.jsonl")


@post(f"{PRIVACY}/journal/verify", status_code=200)
async def verify(request: AnyRequest, slug: str) -> Response[str]:
    """Verify the publisher's part of the journal now, and say what was found."""
    at_work = await require_staff(request, Permission.JOURNAL_READ, slug)
    await read_staff_form(request, at_work)
    async with work_session(request, at_work) as session:
        found = await verify_own_journal(session)
    return await _page(request, at_work, JournalSearch(), None, _verdict(at_work, found))


@get(f"{PRIVACY}/journal/checkpoint.json")
async def checkpoint(request: AnyRequest, slug: str) -> Response[bytes]:
    """The newest signed checkpoint with the key that verifies it: to keep elsewhere, out of this installation's reach."""
    at_work = await require_staff(request, Permission.JOURNAL_READ, slug)
    async with work_session(request, at_work) as session:
        signed = (await verify_own_journal(session)).checkpoint
    if signed is None:
        raise Invalid("No checkpoint was signed yet; one is every night.")
    key = await journal_public_key(parts_of(request).vault)
    body = {
        "document": signed.document,
        "signature": b64encode(signed.signature).decode(),
        "public_key": key.hex(),
    }
    return download(msgspec.json.format(msgspec.json.encode(body), indent=2), "application/json", "checkpoint.json")


async def _search(
    session: Session, at_work: AtWork, search: JournalSearch, behind: JournalPlace | None, limit: int
) -> list[FoundEntry]:
    """What is found; the look itself is journalled, and refused to staff whom the policy does not let."""
    use = Use(session.publisher, at_work.actor, Action.READ, "accountability", JOURNAL_CATEGORIES)
    permit = session.require(use, Facts(staff=at_work.fact), subject=search.subject_id)
    return await search_journal(session, permit, search, behind=behind, limit=limit)


async def _page(
    request: AnyRequest,
    at_work: AtWork,
    search: JournalSearch,
    behind: JournalPlace | None,
    banner: Banner | None = None,
    form: dict[str, str] | None = None,
) -> Response[str]:
    say, query = at_work.locale, dict(request.query_params)
    async with work_session(request, at_work) as session:
        found = await _search(session, at_work, search, behind, SHOWN + 1)
        known = await known_actors(session, say)
        policy, accesses = session.policy_of(session.publisher), len(await exceptional_accesses(session))
    here = area(at_work, "journal")
    older = (
        f"{here}?{next_page(query, found[SHOWN - 1].place)}" if len(found) > SHOWN and not search.subject_id else None
    )
    view = JournalView(
        tabs=journal_tabs(at_work, "journal", accesses),
        fields=filter_fields(say, policy, known, query),
        subject=Field(
            "subject",
            translate(say, "dpo.pseudonym"),
            (form or {}).get("subject", ""),
            hint=translate(say, "dpo.pseudonym_hint"),
        ),
        action=here,
        entries=tuple(entry_view(policy, known, say, one) for one in found[:SHOWN]),
        nothing=Empty("search", translate(say, "dpo.nothing_found"), translate(say, "dpo.nothing_found_text")),
        older=older,
        export=f"{here}.jsonl?{request.url.query}",
    )
    banners = (banner,) if banner else ()
    frame = frame_of(request, at_work, title=translate(say, "dpo.journal_title"), section="journal", banners=banners)
    return console_answer(request, at_work, "console/privacy_journal.html", frame, view=view)


def journal_tabs(at_work: AtWork, current: str, accesses: int) -> tuple[Tab, ...]:
    """The journal, and beside it the operator's exceptional accesses."""
    say, here = at_work.locale, area(at_work, "journal")
    return (
        Tab(translate(say, "dpo.journal_title"), here, current == "journal"),
        Tab(translate(say, "dpo.accesses_title"), f"{here}/accesses", current == "accesses", accesses),
    )


def entry_view(policy: EffectivePolicy, known: Mapping[str, str], say: Locale, found: FoundEntry) -> EntryView:
    """An entry in words."""
    entry = found.entry
    allowed = entry.outcome == "permit"
    return EntryView(
        at=moment(say, entry.at),
        actor=actor_words(known, say, entry.actor),
        action=_deed(say, entry.action),
        purpose=purpose_words(policy, say, entry.purpose),
        categories=", ".join(category_words(policy, say, one) for one in entry.categories),
        outcome=Badge(translate(say, "dpo.allowed" if allowed else "dpo.denied"), "ok" if allowed else "bad"),
        clauses=tuple(Link(clause, f"/privacy#{clause}") for clause in entry.clauses),
        subject=str(entry.subject) if entry.subject else "",
        count=format_number(say, entry.count),
        note=entry.reason or entry.note,
    )


def _deed(say: Locale, action: str) -> str:
    """What was done, in words where there are some; acts outside the closed list keep their own name."""
    key = f"dpo.act_{action.replace('-', '_')}"
    return translate(say, key) if has_message(key) else action


def _verdict(at_work: AtWork, found: OwnVerification) -> Banner:
    say = at_work.locale
    signed = found.checkpoint is not None
    words: dict[str, Any] = {"entries": found.entries, "altered": found.altered, "rewritten": found.rewritten}
    if not found.holds:
        return Banner(translate(say, "dpo.verify_broken"), translate(say, "dpo.verify_broken_text", **words), "bad")
    text = translate(say, "dpo.verify_text", entries=found.entries)
    link = Link(translate(say, "dpo.keep_checkpoint"), area(at_work, "journal/checkpoint.json")) if signed else None
    return Banner(translate(say, "dpo.verify_holds"), text, "ok", link)


ROUTES = (journal, about, export, verify, checkpoint)
