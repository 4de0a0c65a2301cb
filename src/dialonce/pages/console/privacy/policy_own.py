"""A publisher's own rules above the base policy: written, shown with what they change, then published (2-i, 4-b, IN-c)."""

from datetime import datetime

import msgspec
from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.i18n import Locale, format_number, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import (
    PRIVACY,
    area,
    below,
    category_words,
    purpose_words,
    refused,
)
from dialonce.pages.console.privacy.policy import figure_words, policy_tabs
from dialonce.pages.console.privacy.policy_form import OWN, OwnForm, overlay_of, own_form
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Banner, Snippet, Tab
from dialonce.policy import EffectivePolicy, Overlay, Policy, compare_effects, compare_figures
from dialonce.publishers import (
    Kind,
    layer_revisions,
    list_layers,
    preview_layer,
    read_overlay,
    remove_layer,
    store_layer,
)
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff


class EffectView(Struct, frozen=True):
    """One thing that changes, in a sentence."""

    badge: Badge
    text: str


class OwnView(Struct, frozen=True):
    """`effects` is None before a preview; `document` is the layer that publishing stores."""

    tabs: tuple[Tab, ...]
    form: OwnForm
    action: str
    stored: bool
    effects: tuple[EffectView, ...] | None = None
    document: str = ""


class RevisionView(Struct, frozen=True):
    tabs: tuple[Tab, ...]
    document: Snippet


@get(f"{PRIVACY}/policy/own")
async def own(request: AnyRequest, slug: str) -> Response[str]:
    """The form, with what is stored."""
    at_work = await require_staff(request, Permission.POLICY_EDIT, slug)
    done = request.query_params.get("done")
    said = translate(at_work.locale, "dpo.own_removed" if done == "removed" else "dpo.own_published")
    return await _page(request, at_work, {}, banner=Banner(said, tone="ok") if done else None)


@post(f"{PRIVACY}/policy/own")
async def change(request: AnyRequest, slug: str) -> Response[str]:
    """Show what the rules would change, publish them as they were shown, or take them away: `do` says which."""
    at_work = await require_staff(request, Permission.POLICY_EDIT, slug)
    form, parts = await read_staff_form(request, at_work), parts_of(request)
    try:
        if form.get("do") == "publish":
            async with work_session(request, at_work) as session:
                await store_layer(session, parts.policy, Kind.PUBLISHER, read_overlay(form.get("document", "")))
            return see(area(at_work, "policy/own?done=published"))
        if form.get("do") == "remove":
            async with work_session(request, at_work) as session:
                await remove_layer(session, (await _stored(session))[0].name)
            return see(area(at_work, "policy/own?done=removed"))
        return await _preview(request, at_work, form)
    except Invalid as wrong:
        return await _page(request, at_work, form, faults=wrong.faults, banner=refused(at_work, wrong.detail))


@get(f"{PRIVACY}/policy/versions/{{name:str}}/{{revision:int}}")
async def one_revision(request: AnyRequest, slug: str, name: str, revision: int) -> Response[str]:
    """One revision of the publisher's own rules, as it was stored."""
    at_work = await require_staff(request, Permission.POLICY_READ, slug)
    say = at_work.locale
    async with work_session(request, at_work) as session:
        found = [one for one in await layer_revisions(session) if (one.name, one.revision) == (name, revision)]
    if not found or found[0].document is None:
        raise NotFound("There is no such revision.")
    title = f"{name} {revision}"
    shown = msgspec.json.format(found[0].document.encode(), indent=2).decode()
    view = RevisionView(policy_tabs(at_work, "versions"), Snippet("revision", title, shown))
    crumbs = below(at_work, translate(say, "dpo.versions"), "policy/versions", title)
    frame = frame_of(request, at_work, title=title, section="policy", crumbs=crumbs)
    return console_answer(request, at_work, "console/privacy_revision.html", frame, view=view)


async def _preview(request: AnyRequest, at_work: AtWork, form: dict[str, str]) -> Response[str]:
    parts = parts_of(request)
    async with work_session(request, at_work) as session:
        stored, _ = await _stored(session)
        overlay = overlay_of(form, parts.policy, stored.name)
        after, now = await preview_layer(session, parts.policy, Kind.PUBLISHER, overlay), session.now
    before = parts.vault.policy_of(at_work.publisher_id)
    effects = (
        *_figure_effects(at_work.locale, parts.policy, before, after, overlay, now),
        *(
            _effect(at_work.locale, before, one.action, one.purpose, one.categories, opens=one.opens)
            for one in compare_effects(before, after, now)
        ),
    )
    document = msgspec.json.encode(overlay, order="sorted").decode()
    return await _page(request, at_work, form, effects=effects, document=document)


def _figure_effects(
    say: Locale, base: Policy, before: EffectivePolicy, after: EffectivePolicy, overlay: Overlay, now: datetime
) -> tuple[EffectView, ...]:
    """The numbers, clauses and words that change."""
    numbers = [
        EffectView(
            Badge(translate(say, "dpo.changes_number"), "info"),
            f"{figure_words(say, base, one.figure)}: {format_number(say, one.before)} → {format_number(say, one.after)}",
        )
        for one in compare_figures(before, after, now)
    ]
    severed = [
        EffectView(Badge(translate(say, "dpo.severs"), "warn"), clause)
        for clause in sorted(after.severed - before.severed)
    ]
    words = [
        EffectView(Badge(translate(say, "dpo.changes_words"), "info"), f"{clause}: {text.in_locale(say)}")
        for clause, text in overlay.texts.items()
        if before.texts.get(clause) != text
    ]
    return (*numbers, *severed, *words)


def _effect(
    say: Locale, policy: EffectivePolicy, action: str, purpose: str, categories: tuple[str, ...], *, opens: bool
) -> EffectView:
    badge = Badge(translate(say, "dpo.opens" if opens else "dpo.closes"), "warn" if opens else "ok")
    data = ", ".join(category_words(policy, say, one) for one in categories)
    deed = translate(say, f"dpo.act_{action.replace('-', '_')}")
    return EffectView(badge, f"{deed} · {purpose_words(policy, say, purpose)} · {data}")


async def _stored(session: Session) -> tuple[Overlay, bool]:
    """The publisher's own layer, and whether there is one; an empty one otherwise."""
    for layer in await list_layers(session):
        if layer.kind == Kind.PUBLISHER:
            return layer.read(), True
    return Overlay(OWN), False


async def _page(
    request: AnyRequest,
    at_work: AtWork,
    form: dict[str, str],
    *,
    faults: tuple[Fault, ...] = (),
    banner: Banner | None = None,
    effects: tuple[EffectView, ...] | None = None,
    document: str = "",
) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    async with work_session(request, at_work) as session:
        overlay, stored = await _stored(session)
    policy = parts.vault.policy_of(at_work.publisher_id)
    view = OwnView(
        tabs=policy_tabs(at_work, "own"),
        form=own_form(say, parts.policy, policy, overlay, form, faults),
        action=area(at_work, "policy/own"),
        stored=stored,
        effects=effects,
        document=document,
    )
    banners = (banner,) if banner else ()
    frame = frame_of(request, at_work, title=translate(say, "dpo.own_rules"), section="policy", banners=banners)
    status = 400 if banner is not None and banner.tone == "bad" else 200
    return console_answer(request, at_work, "console/privacy_own.html", frame, status=status, view=view)


ROUTES = (own, change, one_revision)
