"""Drafts: what the authority's form asks for (GDPR 33(3)), and the letter to the people concerned (GDPR 34(2)).

Drafts only: nobody is told anything by this program. What is not known yet says so, since the authority may be told in phases.
"""

from dialonce.i18n import Locale, format_list, format_number, translate
from dialonce.pages.console.privacy.base import moment
from dialonce.pages.console.privacy.breach_words import word
from dialonce.pages.kit import Snippet
from dialonce.policy import Contacts
from dialonce.staff import Incident


def drafts(say: Locale, incident: Incident, contacts: Contacts) -> tuple[Snippet, ...]:
    """The drafts, ready to be copied."""
    return (
        Snippet("to-authority", translate(say, "dpo.draft_authority"), _to_authority(say, incident, contacts)),
        Snippet("to-people", translate(say, "dpo.draft_people"), _to_people(say, incident, contacts)),
    )


def _to_authority(say: Locale, incident: Incident, contacts: Contacts) -> str:
    judged = incident.assessment
    natures = format_list(say, [word(say, "nature", one) for one in judged.natures])
    told = (
        ("dpo.draft_controller", contacts.operator_name),
        ("dpo.draft_contact", ", ".join(filter(None, (contacts.dpo, contacts.privacy_email)))),
        ("dpo.known_at", moment(say, incident.known_at)),
        ("dpo.draft_nature", natures),
        ("dpo.judge_categories", judged.categories),
        ("dpo.judge_people", _count(say, judged.people)),
        ("dpo.judge_records", _count(say, judged.records)),
        ("dpo.judge_consequences", judged.consequences),
        ("dpo.judge_measures", judged.measures),
        ("dpo.risk", word(say, "risk", judged.risk)),
        ("dpo.judge_risk_reason", judged.risk_reason),
    )
    unknown = translate(say, "dpo.draft_later")
    lines = [f"{translate(say, key)}\n{value or unknown}" for key, value in told]
    return "\n\n".join((incident.title, *lines))


def _to_people(say: Locale, incident: Incident, contacts: Contacts) -> str:
    judged = incident.assessment
    unknown = translate(say, "dpo.draft_later")
    natures = format_list(say, [word(say, "nature_plain", one) for one in judged.natures])
    return translate(
        say,
        "dpo.letter_people",
        publisher=contacts.operator_name,
        known=moment(say, incident.known_at),
        nature=natures or unknown,
        categories=judged.categories or unknown,
        consequences=judged.consequences or unknown,
        measures=judged.measures or unknown,
        contact=", ".join(filter(None, (contacts.dpo, contacts.privacy_email))) or unknown,
    )


def _count(say: Locale, count: int | None) -> str:
    return "" if count is None else format_number(say, count)
