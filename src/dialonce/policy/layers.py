"""Layers: statute over publisher over supplement over base (4-b, 2-i). No layer can lower the statutory floor."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.policy.clause import Clause, Permission, Prohibition
from dialonce.policy.document import Policy
from dialonce.policy.effective import EffectivePolicy
from dialonce.policy.legal import Figure
from dialonce.policy.texts import Words
from dialonce.policy.vocabulary import Vocabulary


class Overlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A supplement or a publisher's own policy: clauses that replace those of the same id, or are added.

    `figures` lowers promised numbers (terms); each must stay within the ceiling of `legal.toml`. `country`: the
    jurisdiction whose law a supplement carries, if it carries one (7-e). `severed`: clauses that a court or the authority
    found invalid (IN-c).
    """

    name: str
    country: str | None = None
    clauses: Mapping[str, Clause] = {}
    texts: Mapping[str, Words] = {}
    figures: Mapping[str, int] = {}
    severed: tuple[str, ...] = ()


def effective_policy(
    base: Policy,
    supplements: Sequence[Overlay] = (),
    publisher_overlay: Overlay | None = None,
    statute: Mapping[str, Clause] | None = None,
    disabled: frozenset[str] = frozenset(),
    *,
    publisher: UUID | None = None,
) -> EffectivePolicy:
    """The policy that holds for a publisher, with every layer joined point by point.

    A disabled clause is severed (IN-c): it permits nothing, but what it forbids stays until something as close
    takes its place (IN-d), so severing never allows more. Raises Invalid, naming the clause, when an overlay is
    weaker than the statute, speaks to an absolute clause, or when the base policy does not allow such a layer.
    """
    floor = base.statute if statute is None else statute
    overlays = [*supplements, *([publisher_overlay] if publisher_overlay else [])]
    disabled |= {clause for overlay in overlays for clause in overlay.severed}
    _require_allowed(base, supplements, publisher_overlay, disabled)
    clauses, texts, figures = dict(base.clauses), dict(base.texts), dict(base.figures)
    for overlay in overlays:
        _require_not_weaker(overlay, base, floor)
        clauses |= overlay.clauses
        texts |= overlay.texts
        figures |= {key: _lowered(figures[key], value) for key, value in overlay.figures.items()}
    _require_known(disabled, clauses)
    return EffectivePolicy(
        version=base.version,
        effective=base.effective,
        clauses={**clauses, **floor},
        texts=texts,
        notices=base.notices,
        summary=base.summary,
        vocabulary=base.vocabulary,
        figures=figures,
        adequacy=base.adequacy,
        layers=("base", *(overlay.name for overlay in overlays), "statute"),
        severed=disabled,
        publisher=publisher,
    )


def replacement(clauses: Mapping[str, Clause], clause_id: str) -> str:
    """The clause that stands in the end for a superseded one (IN-d); itself if none does.

    Raises Invalid when the chain runs in a circle or ends at a clause that does not exist.
    """
    seen = [clause_id]
    while (link := clauses[seen[-1]].superseded_by) is not None:
        if link in seen or link not in clauses:
            raise Invalid(f"Clause {seen[-1]} is superseded by {link}, which leads nowhere; mend the chain.")
        seen.append(link)
    return seen[-1]


def require_allowed(base: Policy, layer: str) -> None:
    """Raises Invalid unless some clause of the policy opens such a layer."""
    if not any(layer in clause.allows for clause in base.clauses.values()):
        raise Invalid(f"No clause of the policy allows {layer}; add one that does, or leave it out.")


def _require_allowed(
    base: Policy, supplements: Sequence[Overlay], overlay: Overlay | None, disabled: frozenset[str]
) -> None:
    superseded = any(base.clauses[name].superseded_by for name in disabled & base.clauses.keys())
    used = {
        "supplements": bool(supplements),
        "country-overlay": any(supplement.country for supplement in supplements),
        "publisher-overlay": overlay is not None,
        "publisher-policy": overlay is not None,
        "severance": bool(disabled),
        "replacement": superseded,
    }
    for layer, wanted in used.items():
        if wanted:
            require_allowed(base, layer)


def _require_known(disabled: frozenset[str], clauses: Mapping[str, Clause]) -> None:
    if unknown := disabled - clauses.keys():
        raise Invalid(f"Clause {min(unknown)} cannot be severed: the policy has no such clause.")
    for clause_id in sorted(disabled):
        replacement(clauses, clause_id)


def _require_not_weaker(overlay: Overlay, base: Policy, floor: Mapping[str, Clause]) -> None:
    faults = [
        Fault(f"/clauses/{clause_id}", fault)
        for clause_id, clause in overlay.clauses.items()
        for fault in _weaknesses(clause_id, clause, base, floor)
    ]
    faults += [Fault(f"/figures/{key}", fault) for key, fault in _figure_faults(overlay, base)]
    if faults:
        raise Invalid(f"Policy “{overlay.name}” is rejected: {faults[0].where} {faults[0].what}.", faults=tuple(faults))


def _weaknesses(clause_id: str, clause: Clause, base: Policy, floor: Mapping[str, Clause]) -> list[str]:
    replaced = base.clauses.get(clause_id)
    if clause_id in floor:
        return ["restates the statute, which no policy can change"]
    if replaced is not None and replaced.absolute:
        return [f"speaks to clause {clause_id}, which nothing lifts"]
    return [
        f"permits what {law} forbids unless {', '.join(missing) or 'never'}"
        for rule in clause.permits
        for law, missing in _below_floor(rule, floor, base.vocabulary)
    ]


def _below_floor(
    rule: Permission, floor: Mapping[str, Clause], vocabulary: Vocabulary
) -> list[tuple[str, tuple[str, ...]]]:
    """The statutory clauses that forbid part of what the rule permits, with the conditions it leaves out."""
    found = []
    for law, clause in floor.items():
        for ban in clause.forbids:
            missing = tuple(name for name in ban.unless if name not in rule.when)
            if (missing or not ban.unless) and overlap(rule, ban, vocabulary):
                found.append((law, missing))
    return found


def overlap(rule: Permission, ban: Prohibition, vocabulary: Vocabulary) -> bool:
    """Whether some use at home is both permitted by the rule and of the kind the prohibition speaks to."""
    actions = vocabulary.expand_actions(rule.actions) - vocabulary.expand_actions(ban.except_actions)
    purposes = vocabulary.expand_purposes(rule.purposes) - vocabulary.expand_purposes(ban.except_purposes)
    categories = vocabulary.expand_categories(rule.categories)
    return not (
        ban.abroad
        or (ban.actors and not set(ban.actors) & set(rule.actors))
        or not (actions & vocabulary.expand_actions(ban.actions) if ban.actions else actions)
        or not (purposes & vocabulary.expand_purposes(ban.purposes) if ban.purposes else purposes)
        or not (categories & vocabulary.expand_categories(ban.categories) if ban.categories else categories)
        or (ban.recipients and not set(ban.recipients) & set(rule.recipients))
    )


def _figure_faults(overlay: Overlay, base: Policy) -> list[tuple[str, str]]:
    faults = []
    for key, value in overlay.figures.items():
        ceiling = base.figures[key].ceiling if key in base.figures else None
        if ceiling is None:
            faults.append((key, "is not a number that a publisher may set"))
        elif not 0 < value <= ceiling:
            faults.append((key, f"must be between 1 and {ceiling}"))
    return faults


def _lowered(figure: Figure, value: int) -> Figure:
    return msgspec.structs.replace(
        figure, entries=tuple(msgspec.structs.replace(entry, value=value) for entry in figure.entries)
    )
