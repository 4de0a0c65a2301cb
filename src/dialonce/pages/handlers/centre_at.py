"""The subjects and numbers of one person, as the pages of the centre need them."""

from dialonce.errors import NotFound
from dialonce.subjects import PHONE, Person, Trace, numbers_of
from dialonce.web.parts import Parts


async def numbers_to_honour(parts: Parts, person: Person, traces: list[Trace]) -> list[str]:
    """The numbers to honour an opt-out by: the proved one, else those that the person's subjects are known by."""
    proved = person.of_kind(PHONE)
    return [proved] if proved else list(dict.fromkeys((await numbers_of(parts.vault, traces)).values()))


def own_traces_at(parts: Parts, traces: list[Trace], slug: str) -> list[Trace]:
    """The person's subjects at one publisher. Raises `NotFound`, as for a publisher that there is not."""
    mine = [trace for trace in traces if slug_of(parts, trace) == slug]
    if not mine:
        raise NotFound("Nothing is kept of you there.")
    return mine


def slug_of(parts: Parts, trace: Trace) -> str:
    return parts.vault.directory.publishers[trace.publisher_id].slug


def publisher_name(parts: Parts, traces: list[Trace], slug: str) -> str:
    return parts.vault.directory.publishers[own_traces_at(parts, traces, slug)[0].publisher_id].name
