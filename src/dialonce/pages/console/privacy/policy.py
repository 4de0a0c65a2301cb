"""The policy that holds for this publisher: to read, clause by clause, and every version of it (1-a, 11-a)."""

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import Locale, format_date, format_number, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, moment
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.handlers.policy_view import Reading, privacy_view, version_of
from dialonce.pages.kit import Banner, Cell, Column, Empty, Fact, Link, Tab, Table
from dialonce.pages.public import PolicySection
from dialonce.policy import EffectivePolicy, Policy
from dialonce.publishers import LayerRevision, layer_revisions
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff


class PolicyView(Struct, frozen=True):
    """`own` are the numbers that this publisher promises and the base policy does not."""

    tabs: tuple[Tab, ...]
    facts: tuple[Fact, ...]
    own: Table | None
    sections: tuple[PolicySection, ...]
    public: Link


class VersionsView(Struct, frozen=True):
    tabs: tuple[Tab, ...]
    editions: Table | None
    no_editions: Empty
    layers: Table | None
    no_layers: Empty


@get(f"{PRIVACY}/policy")
async def in_force(request: AnyRequest, slug: str) -> Response[str]:
    """What holds for this publisher now, in the words that its callers read."""
    at_work = await require_staff(request, Permission.POLICY_READ, slug)
    parts, say = parts_of(request), at_work.locale
    policy = parts.vault.policy_of(at_work.publisher_id)
    reading = Reading(parts.policy, policy, parts.contacts, parts.now.date())
    view = PolicyView(
        tabs=policy_tabs(at_work, "policy"),
        facts=_facts(say, policy),
        own=_own_figures(say, parts.policy, policy),
        sections=privacy_view(reading, (), say).sections,
        public=Link(translate(say, "dpo.as_callers_see"), f"/privacy?publisher={slug}"),
    )
    frame = frame_of(
        request, at_work, title=translate(say, "dpo.policy_title"), section="policy", banners=_faulty(at_work, policy)
    )
    return console_answer(request, at_work, "console/privacy_policy.html", frame, view=view)


@get(f"{PRIVACY}/policy/versions")
async def versions(request: AnyRequest, slug: str) -> Response[str]:
    """The editions that were published, and every revision of the publisher's own rules."""
    at_work = await require_staff(request, Permission.POLICY_READ, slug)
    parts, say = parts_of(request), at_work.locale
    async with work_session(request, at_work) as session:
        revisions = await layer_revisions(session)
    editions = await parts.editions()
    shown = [version_of(one, earlier) for one, earlier in zip(editions, [None, *editions], strict=False)]
    view = VersionsView(
        tabs=policy_tabs(at_work, "versions"),
        editions=Table(
            translate(say, "dpo.editions"),
            (
                Column(translate(say, "dpo.version")),
                Column(translate(say, "dpo.since")),
                Column(translate(say, "dpo.changes")),
            ),
            tuple(
                (
                    Cell(one.name, one.href),
                    Cell(format_date(say, one.since)),
                    Cell(translate(say, "dpo.compare" if one.diff else "dpo.first_version"), one.diff),
                )
                for one in reversed(shown)
            ),
        )
        if shown
        else None,
        no_editions=Empty("book", translate(say, "dpo.no_editions"), translate(say, "dpo.no_editions_text")),
        layers=_revisions(at_work, revisions) if revisions else None,
        no_layers=Empty("edit", translate(say, "dpo.no_layers"), translate(say, "dpo.no_layers_text")),
    )
    frame = frame_of(request, at_work, title=translate(say, "dpo.policy_title"), section="policy")
    return console_answer(request, at_work, "console/privacy_versions.html", frame, view=view)


def policy_tabs(at_work: AtWork, current: str) -> tuple[Tab, ...]:
    """In force, own rules, versions."""
    say, here = at_work.locale, area(at_work, "policy")
    own = (
        (Tab(translate(say, "dpo.own_rules"), f"{here}/own", current == "own"),)
        if at_work.may(Permission.POLICY_EDIT)
        else ()
    )
    return (
        Tab(translate(say, "dpo.in_force"), here, current == "policy"),
        *own,
        Tab(translate(say, "dpo.versions"), f"{here}/versions", current == "versions"),
    )


def figure_words(say: Locale, policy: EffectivePolicy | Policy, key: str) -> str:
    """A figure of the policy in words, as a label."""
    figure = policy.figures[key]
    words = figure.en if say == "en" else figure.fr
    return words[:1].upper() + words[1:]


def _faulty(at_work: AtWork, policy: EffectivePolicy) -> tuple[Banner, ...]:
    if not policy.severed:
        return ()
    say = at_work.locale
    return (Banner(translate(say, "dpo.severed_now", clauses=", ".join(sorted(policy.severed))), tone="warn"),)


def _facts(say: Locale, policy: EffectivePolicy) -> tuple[Fact, ...]:
    return (
        Fact(translate(say, "dpo.version"), policy.version),
        Fact(translate(say, "dpo.since"), format_date(say, policy.effective)),
        Fact(translate(say, "dpo.fingerprint"), policy.hash),
        Fact(translate(say, "dpo.layers"), " → ".join(policy.layers)),
    )


def _own_figures(say: Locale, base: Policy, policy: EffectivePolicy) -> Table | None:
    day = policy.effective
    rows = [
        (
            Cell(figure_words(say, base, key)),
            Cell(format_number(say, figure.at(day).value)),
            Cell(format_number(say, policy.figures[key].at(day).value)),
        )
        for key, figure in base.figures.items()
        if figure.at(day).value != policy.figures[key].at(day).value
    ]
    columns = (
        Column(translate(say, "dpo.figure")),
        Column(translate(say, "dpo.base_value"), amount=True),
        Column(translate(say, "dpo.own_value"), amount=True),
    )
    return Table(translate(say, "dpo.own_figures"), columns, tuple(rows)) if rows else None


def _revisions(at_work: AtWork, revisions: list[LayerRevision]) -> Table:
    say = at_work.locale
    columns = tuple(Column(translate(say, key)) for key in ("dpo.layer", "dpo.revision", "dpo.since", "dpo.state"))
    rows = (
        (
            Cell(one.name),
            Cell(
                str(one.revision),
                f"{area(at_work, 'policy/versions')}/{one.name}/{one.revision}" if one.document else None,
            ),
            Cell(moment(say, one.stored_at)),
            Cell(translate(say, "dpo.layer_taken" if one.document is None else "dpo.layer_stored")),
        )
        for one in revisions
    )
    return Table(translate(say, "dpo.own_revisions"), columns, tuple(rows))


ROUTES = (in_force, versions)
