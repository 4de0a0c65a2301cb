"""Publishers: the companies that this installation serves."""

import re
import unicodedata
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import SYSTEM, Session, Vault, Who

LOCALES = ("fr", "en")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_UNWRITTEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_SECTOR = 80


class Publisher(msgspec.Struct, frozen=True):
    """A tenant, as its people see it."""

    publisher_id: UUID
    slug: str
    name: str
    country: str
    locale: str
    sector: str
    enabled: bool
    created_at: datetime


class NewPublisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it takes to open a publisher. `slug` is made from the name when left out."""

    name: str
    country: str = "FR"
    locale: str = "fr"
    sector: str = ""
    slug: str | None = None


class PublisherChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change; None leaves a thing as it is."""

    name: str | None = None
    locale: str | None = None
    sector: str | None = None
    enabled: bool | None = None


def slugify(text: str) -> str:
    """A short address made of a name: ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return slug if len(slug) > 1 else f"p-{slug}".rstrip("-") + "0"


def check_slug(slug: str) -> str:
    """The slug itself; `Invalid` when it cannot stand in an address."""
    if not _SLUG.fullmatch(slug):
        raise Invalid(
            "The short address is not usable.",
            faults=(Fault("/slug", "2 to 40 lower-case letters, digits and dashes, beginning with a letter or digit"),),
        )
    return slug


def check_text(where: str, text: str, most: int = 120, *, least: int = 1) -> str:
    """A text as people write it, without outer spaces.

    Raises `Invalid` when it is too short or too long, or holds control characters or halves of surrogate pairs: the database
    keeps no U+0000, and no name needs the others.
    """
    text = text.strip()
    if not least <= len(text) <= most or _UNWRITTEN.search(text):
        wanted = f"{least} to {most} characters, none of them a control character"
        raise Invalid("A text cannot be used.", faults=(Fault(where, wanted),))
    return text


def _check_locale(locale: str) -> None:
    if locale not in LOCALES:
        raise Invalid("The language is not one of ours.", faults=(Fault("/locale", "fr or en"),))


async def create_publisher(vault: Vault, data: NewPublisher, who: Who = SYSTEM) -> Publisher:
    """Open a publisher. Raises `Invalid`, or `Conflict` when the short address is taken."""
    if not _COUNTRY.fullmatch(data.country):
        raise Invalid(
            "The country is unknown.", faults=(Fault("/country", "two capital letters (ISO 3166), such as FR"),)
        )
    _check_locale(data.locale)
    publisher_id = uuid4()
    name = check_text("/name", data.name)
    async with vault.session([publisher_id], who) as session:
        values = {
            "publisher_id": publisher_id,
            "slug": check_slug(data.slug or slugify(name)),
            "name": name,
            "country": data.country,
            "locale": data.locale,
            "sector": check_text("/sector", data.sector, LONGEST_SECTOR, least=0),
            "now": session.now,
        }
        with conflict_when_taken("Another publisher has this short address; choose another `slug`."):
            await execute(session.conn, "publisher.add", values)
        return await read_publisher(session)


async def read_publisher(session: Session) -> Publisher:
    """The session's publisher; `NotFound` when there is none."""
    found = await fetch_one(session.conn, "publisher.one", {"publisher_id": session.publisher}, Publisher)
    if found is None:
        raise NotFound("There is no such publisher.")
    return found


async def list_publishers(vault: Vault, who: Who, *, only: UUID | None = None) -> list[Publisher]:
    """All publishers by name, or `only` one of them."""
    async with vault.session([only] if only else list(vault.directory.publishers), who) as session:
        return await fetch_all(session.conn, "publisher.all", {}, Publisher)


async def change_publisher(session: Session, change: PublisherChange) -> Publisher:
    """Change a publisher. Disabling one stops all its lines at once; nothing is deleted."""
    if change.locale is not None:
        _check_locale(change.locale)
    name = check_text("/name", change.name) if change.name is not None else None
    sector = check_text("/sector", change.sector, LONGEST_SECTOR, least=0) if change.sector is not None else None
    values = {
        "publisher_id": session.publisher,
        "name": name,
        "locale": change.locale,
        "sector": sector,
        "enabled": change.enabled,
    }
    await execute(session.conn, "publisher.change", values)
    return await read_publisher(session)
