"""Access and portability: the archive is made, kept sealed, and handed over once to whoever signed in (7-d, GDPR 15 and 20)."""

import asyncio
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Invalid, NotFound
from dialonce.i18n import Letter
from dialonce.policy import Action, Facts, figure_at
from dialonce.rights.archive import build_document, pack_archive
from dialonce.rights.archive.document import ArchiveDocument, Frame
from dialonce.rights.clock import paris_day
from dialonce.rights.desk import close
from dialonce.rights.file import open_one
from dialonce.rights.letters import bullets, day_in_words, write_letter
from dialonce.rights.permits import everything, to_answer, to_keep, to_work
from dialonce.rights.request import Identity, Request, Right, State, StepKind
from dialonce.rights.surroundings import Desk
from dialonce.vault import SYSTEM, NewRow, Session, Vault, change, export_subject, query, store
from dialonce.vault.waiting import publishers_waiting

FETCHED_STAYS: Final = timedelta(hours=1)
"""How long a download that broke off can be repeated."""
_KINDS: Final = {Right.ACCESS: "access", Right.PORTABILITY: "portability"}


class Archive(msgspec.Struct, frozen=True):
    """An archive that waits for its person, until `expires_at`."""

    archive_id: UUID
    subject_id: UUID
    kind: str
    made_at: datetime
    expires_at: datetime
    fetched_at: datetime | None = None


async def fulfil_access(session: Session, desk: Desk, request_id: UUID) -> tuple[Archive, Letter]:
    """Make the archive of an access or portability request, and close the request with the letter that says where it is.

    Raises `Refused` by the gate unless identity is sure (7-g), `Invalid` for a request for another right, `Conflict` when it
    is closed.
    """
    request = await open_one(session, request_id)
    kind = _KINDS.get(request.right)
    if kind is None:
        raise Invalid(f"Request {request.reference} asks for something else than a copy.")
    document = await read_document(session, desk, request, kind)
    archive = await _keep(session, request, kind, await asyncio.to_thread(pack_archive, document))
    letter = _letter(session, desk, request, archive)
    await close(session, request, State.GRANTED, StepKind.GRANTED, letter=letter)
    return archive, letter


async def read_document(session: Session, desk: Desk, request: Request, kind: str) -> ArchiveDocument:
    """Everything held of the person of a request, as the archive says it."""
    facts = Facts(identity_checked=request.identity is Identity.CONFIRMED, request=request.reference)
    permit = to_answer(session, request.subject_id, Action.EXPORT, everything(), facts)
    export = await export_subject(session, permit, request.subject_id, desk.archivist)
    frame = Frame(
        kind=kind,
        reference=request.reference,
        locale=request.locale,
        policy=desk.policy,
        policy_hash=session.policy_of(session.publisher).hash,
        head=desk.head,
        recipients=await desk.recipients(session, request.subject_id),
        directory=session.directory,
    )
    return build_document(export, frame)


async def waiting_archives(session: Session, subject_id: UUID) -> list[Archive]:
    """The archives that a person can fetch now, the newest first."""
    permit = to_work(session, None, subject_id)
    rows = await query(session, permit, "archive", "waiting", {"subject_id": subject_id, "now": session.now})
    return [msgspec.convert(row.clear, Archive, strict=False) for row in rows]


async def fetch_archive(session: Session, subject_id: UUID, archive_id: UUID) -> bytes:
    """The ZIP, for the signed-in person themself; an hour later it is gone. Raises `NotFound` when its time is over."""
    permit = to_work(session, None, subject_id)
    values: dict[str, object] = {"subject_id": subject_id, "archive_id": archive_id, "now": session.now}
    found = await query(session, permit, "archive", "one", values)
    if not found:
        raise NotFound("This archive is no longer there. Ask for a new one; it takes a moment.")
    await change(session, permit, "archive", "mark_fetched", {**values, "until": session.now + FETCHED_STAYS})
    contents = found[0].private.reveal(permit)["contents"]
    return contents if isinstance(contents, bytes) else b""


async def drop_archives(vault: Vault) -> int:
    """Delete the archives whose time is over; how many."""
    dropped = 0
    for publisher_id in await publishers_waiting(vault, "archive"):
        async with vault.session([publisher_id], SYSTEM) as session:
            dropped += await change(session, to_work(session, None), "archive", "drop_ended", {"now": session.now})
    return dropped


async def _keep(session: Session, request: Request, kind: str, contents: bytes) -> Archive:
    days = figure_at("retention.archive_days", paris_day(session.now))
    archive = Archive(uuid4(), request.subject_id, kind, session.now, session.now + timedelta(days=days))
    refs = await session.keyring.refs(session.publisher, [request.subject_id], session.now)
    clear = (kind, archive.made_at, archive.expires_at, None)
    row = NewRow(refs[request.subject_id], archive.archive_id, clear, {"contents": contents})
    await store(session, to_keep(session, request.subject_id), "archive", [row])
    return archive


def _letter(session: Session, desk: Desk, request: Request, archive: Archive) -> Letter:
    details = {
        "delivery.page": f"{desk.public_url}/privacy/me",
        "delivery.expires_on": day_in_words(request.locale, archive.expires_at),
        "portability.receiver": bullets(request.locale, (), people=True).removeprefix("– "),
    }
    return write_letter(archive.kind, request, desk.head, session.now, details)
