"""Who stands in the journal, by name: it keeps ids, since names are erased and it is not."""

from collections.abc import Mapping
from typing import Final

from dialonce.i18n import Locale, has_message, translate
from dialonce.publishers import list_solutions
from dialonce.staff import list_members
from dialonce.vault import Session

PARTS_OF_THE_PROGRAM: Final = ("system", "events", "subject", "device", "recipient", "operator")


async def known_actors(session: Session, say: Locale) -> dict[str, str]:
    """Everybody whom the journal of this publisher may name, in words: its staff first, then its solutions, then the rest."""
    staff = {f"staff:{one.staff_id}": one.name for one in await list_members(session)}
    solutions = {f"solution:{one.solution_id}": one.name for one in await list_solutions(session)}
    own = {f"publisher:{session.publisher}": translate(say, "dpo.actor_publisher")}
    rest = {one: translate(say, f"dpo.actor_{one}") for one in PARTS_OF_THE_PROGRAM}
    return {**staff, **solutions, **own, **rest}


def actor_words(known: Mapping[str, str], say: Locale, actor: str) -> str:
    """A name, or for one that is not known here any more (or never was: the operator's staff) what kind it is, and the id."""
    if actor in known:
        return known[actor]
    kind, _, key = actor.partition(":")
    name = f"dpo.actor_other_{kind}"
    return translate(say, name, key=key) if has_message(name) else actor
