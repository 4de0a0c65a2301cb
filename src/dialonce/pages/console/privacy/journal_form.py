"""What somebody looks for in the journal: the form, the search it means, and the way to the next page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from dialonce.i18n import Locale, translate
from dialonce.pages.console.privacy.actors import actor_words
from dialonce.pages.console.privacy.base import local_moment, purpose_words
from dialonce.pages.kit import Field, Option
from dialonce.policy import EffectivePolicy
from dialonce.vault import FIRST_DAY, LAST_DAY, JournalPlace, JournalSearch

ASKED: Final = ("since", "until", "actor", "purpose", "outcome", "clause")
LONGEST: Final = 120


def search_of(query: Mapping[str, str]) -> JournalSearch:
    """The search; what cannot be read counts as not asked for. The last day is included."""
    since, until = local_moment(query.get("since", ""), ""), local_moment(query.get("until", ""), "")

    def text(name: str) -> str:
        return query.get(name, "").strip()[:LONGEST]

    return JournalSearch(
        since=since or FIRST_DAY,
        until=until + timedelta(days=1) if until else LAST_DAY,
        actor=text("actor"),
        purpose=text("purpose"),
        outcome=text("outcome"),
        clause=text("clause"),
    )


def place_of(query: Mapping[str, str]) -> JournalPlace | None:
    """Behind which entry the page goes on; None for the first page."""
    at, _, rest = query.get("behind", "").partition("~")
    lane, _, position = rest.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return JournalPlace(moment, int(lane), int(position)) if moment.tzinfo else None
    except ValueError:
        return None


def next_page(query: Mapping[str, str], last: JournalPlace) -> str:
    """The query of the page that follows the one that ended with this entry."""
    kept = {name: query[name] for name in ASKED if query.get(name)}
    return urlencode({**kept, "behind": f"{last.at.isoformat()}~{last.lane}~{last.position}"})


def filter_fields(
    say: Locale, policy: EffectivePolicy, known: Mapping[str, str], query: Mapping[str, str]
) -> tuple[Field, ...]:
    """The filters, with what was asked for."""
    anything = Option("", translate(say, "dpo.anything"))
    purposes = sorted((purpose_words(policy, say, one), one) for one in policy.vocabulary.purposes)
    outcomes = (Option("permit", translate(say, "dpo.allowed")), Option("deny", translate(say, "dpo.denied")))

    def asked(name: str) -> str:
        return query.get(name, "")

    return (
        Field("since", translate(say, "dpo.since"), asked("since"), "date"),
        Field("until", translate(say, "dpo.until"), asked("until"), "date"),
        Field(
            "purpose",
            translate(say, "dpo.purpose"),
            asked("purpose"),
            "select",
            options=(anything, *(Option(value, label) for label, value in purposes)),
        ),
        Field(
            "outcome",
            translate(say, "dpo.outcome"),
            asked("outcome"),
            "select",
            options=(anything, *outcomes),
        ),
        Field(
            "actor", translate(say, "dpo.actor"), asked("actor"), "select", options=_people(say, known, asked("actor"))
        ),
        Field("clause", translate(say, "dpo.clause"), asked("clause"), "search", max_length=20),
    )


def _people(say: Locale, known: Mapping[str, str], asked: str) -> tuple[Option, ...]:
    """Whom to choose from; whoever was asked for stands there even when their name is not known here."""
    listed = {asked: actor_words(known, say, asked), **known} if asked else known
    return (Option("", translate(say, "dpo.anybody")), *(Option(actor, words) for actor, words in listed.items()))
