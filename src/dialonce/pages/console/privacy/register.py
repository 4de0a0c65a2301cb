"""The register of processing (GDPR 30): on the screen, on paper, and as files."""

import csv
import io
from typing import Any

import msgspec
from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import format_date, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, download
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Badge, Fact, Link
from dialonce.policy import HEADINGS, Contacts, Policy, Row, dpv_jsonld, load_catalogue, register_of_processing
from dialonce.staff import Permission, Role, list_members
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

BYTE_ORDER_MARK = "\ufeff"


class RegisterView(Struct, frozen=True):
    """`headings` name the columns as the authority's model does; `rows` are by processing."""

    headings: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    facts: tuple[Fact, ...]
    downloads: tuple[Link, ...]
    mark: Badge


@get(f"{PRIVACY}/register")
async def register(request: AnyRequest, slug: str) -> Response[str]:
    """Every processing that runs, computed from the policy that decides."""
    at_work = await require_staff(request, Permission.REGISTER_READ, slug)
    rows, contacts = await register_rows(request, at_work)
    say, parts = at_work.locale, parts_of(request)
    groups = dict.fromkeys(row.processing for row in rows)
    headings = HEADINGS["en" if say == "en" else "fr"]
    view = RegisterView(
        headings=headings,
        groups=tuple((name, tuple(row for row in rows if row.processing == name)) for name in groups),
        facts=(
            Fact(headings[2], contacts.operator_name),
            Fact(headings[3], contacts.dpo or translate(say, "dpo.nobody")),
            Fact(translate(say, "dpo.as_of"), format_date(say, parts.now.date())),
        ),
        downloads=(
            Link("CSV", area(at_work, "register.csv")),
            Link("JSON", area(at_work, "register.json")),
            Link("DPV (JSON-LD)", area(at_work, "register.jsonld")),
        ),
        mark=Badge(translate(say, "dpo.register_count", count=len(rows)), "info"),
    )
    frame = frame_of(request, at_work, title=translate(say, "dpo.register_title"), section="register")
    return console_answer(request, at_work, "console/privacy_register.html", frame, view=view)


@get(f"{PRIVACY}/register.csv")
async def register_csv(request: AnyRequest, slug: str) -> Response[bytes]:
    """The register as a table that spreadsheets open as it is: semicolons, a byte-order mark."""
    at_work = await require_staff(request, Permission.REGISTER_READ, slug)
    rows, _ = await register_rows(request, at_work)
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";")
    writer.writerow(HEADINGS["en" if at_work.locale == "en" else "fr"])
    writer.writerows(msgspec.structs.astuple(row) for row in rows)
    body = (BYTE_ORDER_MARK + table.getvalue()).encode()
    return download(body, "text/csv; charset=utf-8", f"register-{at_work.slug}.csv")


@get(f"{PRIVACY}/register.json")
async def register_json(request: AnyRequest, slug: str) -> Response[bytes]:
    """The register as JSON, one object a line of it."""
    at_work = await require_staff(request, Permission.REGISTER_READ, slug)
    rows, _ = await register_rows(request, at_work)
    return download(_indented(rows), "application/json", f"register-{at_work.slug}.json")


@get(f"{PRIVACY}/register.jsonld")
async def register_linked(request: AnyRequest, slug: str) -> Response[bytes]:
    """The same as linked data, in the terms of the W3C Data Privacy Vocabulary."""
    at_work = await require_staff(request, Permission.REGISTER_READ, slug)
    body = dpv_jsonld(_policy(request, at_work), load_catalogue(), f"{parts_of(request).public_url}/privacy#")
    return download(_indented(body), "application/ld+json", f"register-{at_work.slug}.jsonld")


async def register_rows(request: AnyRequest, at_work: AtWork) -> tuple[tuple[Row, ...], Contacts]:
    """The register of the publisher, which is the controller, with its own officer where it has one."""
    parts = parts_of(request)
    async with work_session(request, at_work) as session:
        officers = [one.name for one in await list_members(session) if one.role == Role.DPO and one.left_at is None]
    contacts = msgspec.structs.replace(
        parts.contacts, operator_name=at_work.publisher_name, dpo=", ".join(officers) or parts.contacts.dpo
    )
    day = parts.now.date()
    return register_of_processing(_policy(request, at_work), load_catalogue(), at_work.locale, day, contacts), contacts


def _policy(request: AnyRequest, at_work: AtWork) -> Policy:
    """The policy with the figures that the publisher promises."""
    parts = parts_of(request)
    own = parts.vault.policy_of(at_work.publisher_id)
    return msgspec.structs.replace(parts.policy, figures=own.figures)


def _indented(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


ROUTES = (register, register_csv, register_json, register_linked)
