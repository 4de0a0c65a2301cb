"""The policy that runs, as the privacy page shows it."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.kit import Badge, Banner, Fact, Link
from dialonce.pages.public import ClauseText, PolicySection, PolicyVersion, PrivacyView, SummaryPoint
from dialonce.policy import Contacts, EffectivePolicy, Policy, SummarySection, Words, render
from dialonce.publishers import Edition

PATH = "/privacy"
DOWNLOADS = (Link("JSON", f"{PATH}.json"), Link("DPV (JSON-LD)", f"{PATH}.jsonld"))


_CONTACTS = {
    "contact.privacy_email": "privacy.contact_email",
    "contact.dpo": "privacy.contact_dpo",
    "operator.name": "privacy.contact_operator",
    "operator.address": "privacy.contact_address",
}


class Reading(Struct, frozen=True):
    """A policy to read: its sections from `base`, words and rules from `policy`, with the figures of `day`."""

    base: Policy
    policy: EffectivePolicy
    contacts: Contacts
    day: date


def privacy_view(reading: Reading, editions: Sequence[Edition], locale: Locale) -> PrivacyView:
    """Everything that the page shows. Words, figures and fingerprint come from the policy that decides."""
    policy, today = reading.policy, reading.day
    contacts = shown_contacts(reading.contacts, locale)
    return PrivacyView(
        solution=reading.contacts.operator_name or "Dial-Once",
        version=policy.version,
        since=policy.effective,
        mark=policy.hash,
        summary=tuple(_point(section, contacts, policy, locale, today) for section in policy.summary.sections),
        sections=_sections(reading.base, policy, contacts, locale, today),
        contacts=contact_facts(contacts, locale),
        versions=_versions(policy, editions),
        downloads=DOWNLOADS,
        banner=_banner(reading.contacts, locale),
    )


def version_of(edition: Edition, previous: Edition | None = None, *, current: bool = False) -> PolicyVersion:
    """A published edition in the list; `previous` is the one whose differences can be read."""
    href = f"{PATH}/versions/{edition.version}"
    diff = f"{href}/changes" if previous else None
    return PolicyVersion(edition.version, edition.effective_from, href, current, diff)


def _versions(policy: EffectivePolicy, editions: Sequence[Edition]) -> tuple[PolicyVersion, ...]:
    """Newest first; what runs here stands first until it is published."""
    before = [None, *editions[:-1]]
    listed = [
        version_of(one, earlier, current=one.version == policy.version)
        for one, earlier in zip(editions, before, strict=False)
    ]
    if policy.version not in {one.version for one in editions}:
        listed.append(PolicyVersion(policy.version, policy.effective, PATH, current=True))
    return tuple(reversed(listed))


def contact_facts(contacts: Contacts, locale: Locale) -> tuple[Fact, ...]:
    """Whom to write to (0-a, 12-a), and whom to complain to."""
    known = contacts.figures()
    facts = [Fact(translate(locale, label), known[name]) for name, label in _CONTACTS.items()]
    authority = Fact(translate(locale, "privacy.contact_authority"), translate(locale, "privacy.authority"))
    return (*facts, authority)


def shown_contacts(contacts: Contacts, locale: Locale) -> Contacts:
    """The contacts, with words where one is missing: a sentence without its subject misleads."""
    blank = translate(locale, "privacy.not_set")
    return Contacts(
        contacts.privacy_email or blank,
        contacts.dpo or blank,
        contacts.operator_name or blank,
        contacts.operator_address or blank,
    )


def _point(
    section: SummarySection, contacts: Contacts, policy: EffectivePolicy, locale: Locale, today: date
) -> SummaryPoint:
    texts = [render(point.words, locale, today, policy.figures, contacts) for point in section.points]
    clauses = dict.fromkeys(clause for point in section.points for clause in point.clauses)
    return SummaryPoint(section.title.in_locale(locale), tuple(texts), tuple(clauses))


def _sections(
    base: Policy, policy: EffectivePolicy, contacts: Contacts, locale: Locale, today: date
) -> tuple[PolicySection, ...]:
    def clause(name: str) -> ClauseText:
        return ClauseText(name, _words(policy, name, locale, today, contacts), _marks(policy, name, locale))

    own = [name for name in policy.texts if name not in base.texts]
    sections = [
        PolicySection(one.name, one.title.in_locale(locale), tuple(map(clause, one.clauses))) for one in base.sections
    ]
    if own:
        title = Words("Règles propres à l’Éditeur", "Rules of the Publisher’s own").in_locale(locale)
        sections.append(PolicySection("own", title, tuple(map(clause, own))))
    return tuple(sections)


def _words(policy: EffectivePolicy, name: str, locale: Locale, today: date, contacts: Contacts) -> str:
    return render(policy.texts[name], locale, today, policy.figures, contacts)


def _marks(policy: EffectivePolicy, name: str, locale: Locale) -> tuple[Badge, ...]:
    clause = policy.clauses.get(name)
    marks = [Badge(clause.law, "info")] if clause is not None and clause.law else []
    if name in policy.severed:
        marks.append(Badge(translate(locale, "privacy.severed"), "warn"))
    return tuple(marks)


def _banner(contacts: Contacts, locale: Locale) -> Banner | None:
    missing = contacts.missing()
    if not missing:
        return None
    text = translate(
        locale, "privacy.blank_text", missing=", ".join(translate(locale, _CONTACTS[name]) for name in missing)
    )
    return Banner(translate(locale, "privacy.blank_title"), text, "warn")
