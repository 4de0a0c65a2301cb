"""Interfaces: drafts that change, published versions that never do."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.menus import Finding, Interface, Severity, check_interface, import_classic
from dialonce.publishers.publisher import check_slug, check_text, slugify
from dialonce.storage.queries import execute, fetch_all, fetch_one, fetch_value
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import Session

LONGEST_NOTE = 500
DEFAULT_LOCALE = "fr"


class InterfaceSummary(msgspec.Struct, frozen=True):
    """An interface without its document; `twin_of` is the one that it translates."""

    interface_id: UUID
    publisher_id: UUID
    name: str
    culture: str
    slug: str
    draft_revision: int
    published_version: int | None
    enabled: bool
    created_at: datetime
    updated_at: datetime
    twin_of: UUID | None


class InterfaceDraft(InterfaceSummary, frozen=True):
    """An interface with its draft: the JSON text as it was given."""

    draft: str


class InterfaceVersion(msgspec.Struct, frozen=True):
    """A published version and its text."""

    version: int
    document: str
    note: str
    published_at: datetime


class VersionSummary(msgspec.Struct, frozen=True):
    """A published version without its text; `size` in characters, `digest` its SHA-256."""

    version: int
    note: str
    digest: str
    published_at: datetime
    size: int


async def create_interface(
    session: Session, document: bytes, *, name: str | None = None, slug: str | None = None
) -> InterfaceSummary:
    """Keep a classic document as a new interface's draft, as it is. Raises `Invalid` for what is no such document.

    The name is the document's own when left out, the short address is made of it.
    """
    interface = import_classic(document)
    title = check_text("/name", name or interface.name or "Interface")
    interface_id = uuid4()
    values = {
        "interface_id": interface_id,
        "publisher_id": session.publisher,
        "name": title,
        "culture": culture_of(session, interface),
        "slug": check_slug(slug) if slug else f"{slugify(title)[:33].strip('-')}-{interface_id.hex[:6]}",
        "draft": document.decode("utf-8-sig"),
        "now": session.now,
    }
    with conflict_when_taken("An interface of this name, or with this short address, exists already; choose another."):
        await execute(session.conn, "interface.add", values)
    return await read_interface(session, interface_id)


def culture_of(session: Session, interface: Interface) -> str:
    """The document's culture, else the publisher's language."""
    home = session.directory.publishers.get(session.publisher)
    return interface.culture or (home.locale if home else DEFAULT_LOCALE)


async def read_interface(session: Session, interface_id: UUID) -> InterfaceDraft:
    """One interface of the session's publisher with its draft, or `NotFound`."""
    found = await fetch_one(session.conn, "interface.one", {"interface_id": interface_id}, InterfaceDraft)
    if found is None:
        raise NotFound("There is no such interface.")
    return found


async def list_interfaces(session: Session) -> list[InterfaceSummary]:
    """All interfaces of the publisher, by name."""
    return await fetch_all(session.conn, "interface.all", {}, InterfaceSummary)


async def change_interface(
    session: Session, interface_id: UUID, *, name: str | None = None, enabled: bool | None = None
) -> InterfaceDraft:
    """Rename, disable or enable. A disabled interface is offered to nobody."""
    values = {
        "interface_id": interface_id,
        "name": check_text("/name", name) if name is not None else None,
        "enabled": enabled,
        "now": session.now,
    }
    with conflict_when_taken("An interface of this name exists already; choose another."):
        await execute(session.conn, "interface.change", values)
    return await read_interface(session, interface_id)


async def check_draft(session: Session, interface_id: UUID) -> tuple[Finding, ...]:
    """What `menus.check_interface` finds in the draft."""
    draft = await read_interface(session, interface_id)
    return check_interface(import_classic(draft.draft.encode()))


async def publish_interface(session: Session, interface_id: UUID, *, note: str = "", force: bool = False) -> int:
    """Publish the draft as a new immutable version and show it from now on; its number.

    Raises `Invalid` with the findings when the check finds errors, unless `force`: documents of many years have some, and
    callers of theirs were served all the same.
    """
    draft = await read_interface(session, interface_id)
    require_publishable(draft.draft, force=force)
    return await add_version(session, interface_id, draft.draft, note)


def require_publishable(document: str, *, force: bool) -> None:
    """Raises `Invalid` with the errors of the document, unless `force`."""
    findings = check_interface(import_classic(document.encode()))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors and not force:
        raise Invalid(
            "The draft has errors. Mend them, or publish with `force`.",
            faults=tuple(Fault(finding.pointer, finding.text("en")) for finding in errors[:100]),
        )


async def roll_back(session: Session, interface_id: UUID, version: int) -> int:
    """Publish the text of an earlier version again, as a new version; its number."""
    earlier = await read_version(session, interface_id, version)
    return await add_version(session, interface_id, earlier.document, f"= {version}")


async def add_version(session: Session, interface_id: UUID, document: str, note: str) -> int:
    """Publish a document as the newest version; its number."""
    await fetch_value(session.conn, "interface.lock", {"interface_id": interface_id})
    newest = await fetch_value(session.conn, "interface.newest_version", {"interface_id": interface_id})
    version = int(newest) + 1
    values = {
        "interface_id": interface_id,
        "version": version,
        "publisher_id": session.publisher,
        "document": document,
        "digest": sha256(document.encode()).digest(),
        "note": check_text("/note", note, LONGEST_NOTE, least=0),
        "now": session.now,
    }
    await execute(session.conn, "interface.add_version", values)
    await execute(
        session.conn, "interface.publish", {"interface_id": interface_id, "version": version, "now": session.now}
    )
    return version


async def read_version(session: Session, interface_id: UUID, version: int) -> InterfaceVersion:
    """One published version, or `NotFound`."""
    values = {"interface_id": interface_id, "version": version}
    found = await fetch_one(session.conn, "interface.version", values, InterfaceVersion)
    if found is None:
        raise NotFound("There is no such version of this interface.")
    return found


async def list_versions(session: Session, interface_id: UUID) -> list[VersionSummary]:
    """All published versions, newest first."""
    await read_interface(session, interface_id)
    return await fetch_all(session.conn, "interface.versions", {"interface_id": interface_id}, VersionSummary)
