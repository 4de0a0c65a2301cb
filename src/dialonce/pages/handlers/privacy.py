"""The privacy policy: for people, and for machines beside it."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get

from dialonce.errors import NotFound
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.policy_changes import changes_view
from dialonce.pages.handlers.policy_view import PATH, Reading, privacy_view
from dialonce.pages.public import render_policy_diff, render_privacy
from dialonce.pages.visitor import page_of
from dialonce.policy import EffectivePolicy, dpv_jsonld, effective_policy, load_catalogue, render
from dialonce.publishers import Edition, find_edition
from dialonce.vault import NOWHERE
from dialonce.web.parts import Parts, parts_of

HASH_HEADER = "X-Policy-Hash"
LINKED_DATA = "application/ld+json"
A_WHILE = "public, max-age=300"


@get(PATH)
async def privacy(request: AnyRequest) -> Response[str]:
    """The summary, then every clause at an anchor of its own. `?publisher=<slug>` shows the policy of one publisher."""
    parts = parts_of(request)
    reading = Reading(parts.policy, _policy(request, parts), parts.contacts, parts.now.date())
    return _read(request, reading, await parts.editions())


@get(PATH + "/versions")
async def versions() -> Response[Any]:
    """The published versions stand at the end of the policy."""
    return see(f"{PATH}#versions")


@get(PATH + "/versions/{version:str}")
async def old_version(request: AnyRequest, version: str) -> Response[str]:
    """A published edition, readable for as long as the installation stands (11-b)."""
    editions = await parts_of(request).editions()
    said = find_edition(editions, version).read()
    return _read(
        request, Reading(said.policy, effective_policy(said.policy), said.contacts, said.policy.effective), editions
    )


@get(PATH + "/versions/{version:str}/changes")
async def changes(request: AnyRequest, version: str) -> Response[str]:
    """What this edition changed in the one before it."""
    editions = await parts_of(request).editions()
    newer = find_edition(editions, version)
    place = editions.index(newer)
    if place == 0:
        raise NotFound("This is the first version of the policy; it changed nothing.")
    page = page_of(request)
    return page_answer(render_policy_diff(changes_view(editions[place - 1], newer, page.locale), page))


@get(PATH + ".json")
async def policy_json(request: AnyRequest) -> Response[bytes]:
    """Every clause in both languages, with its figures filled in, and what it means to the program."""
    parts = parts_of(request)
    policy = _policy(request, parts)
    body = {
        "version": policy.version,
        "effective": policy.effective,
        "hash": policy.hash,
        "layers": policy.layers,
        "prevailing_language": "fr",
        "clauses": [_clause(parts, policy, name) for name in policy.clauses],
    }
    return _data(msgspec.json.encode(body), "application/json", policy)


@get(PATH + ".jsonld")
async def policy_linked(request: AnyRequest) -> Response[bytes]:
    """The same as linked data, in the terms of the W3C Data Privacy Vocabulary."""
    parts = parts_of(request)
    body = dpv_jsonld(parts.policy, load_catalogue(), f"{parts.public_url}{PATH}#")
    return _data(msgspec.json.encode(body), LINKED_DATA, _policy(request, parts))


@get("/.well-known/gpc.json")
async def global_privacy_control(request: AnyRequest) -> Response[bytes]:
    """That the Global Privacy Control signal is honoured (GPC specification, well-known resource)."""
    parts = parts_of(request)
    body = {"gpc": True, "lastUpdate": parts.policy.effective.isoformat()}
    return _data(msgspec.json.encode(body), "application/json", _policy(request, parts))


def _read(request: AnyRequest, reading: Reading, editions: list[Edition]) -> Response[str]:
    page = page_of(request)
    body = render_privacy(privacy_view(reading, editions, page.locale), page)
    return page_answer(body, headers={HASH_HEADER: reading.policy.hash})


def _policy(request: AnyRequest, parts: Parts) -> EffectivePolicy:
    return parts.vault.policy_of(_publisher(parts, request.query_params.get("publisher")))


def _publisher(parts: Parts, slug: str | None) -> UUID:
    if slug is None:
        return NOWHERE
    for publisher in parts.vault.directory.publishers.values():
        if publisher.slug == slug and publisher.enabled:
            return publisher.publisher_id
    raise NotFound("There is no such publisher.")


def _clause(parts: Parts, policy: EffectivePolicy, name: str) -> dict[str, Any]:
    clause, today = policy.clauses[name], parts.now.date()
    texts = {
        locale: render(policy.texts[name], locale, today, policy.figures, parts.contacts) for locale in ("fr", "en")
    }
    return {"id": name, "url": f"{parts.public_url}{PATH}#{name}", "text": texts, "meaning": clause}


def _data(body: bytes, media_type: str, policy: EffectivePolicy) -> Response[bytes]:
    headers = {"Cache-Control": A_WHILE, HASH_HEADER: policy.hash, "Access-Control-Allow-Origin": "*"}
    return Response(body, media_type=media_type, headers=headers)
