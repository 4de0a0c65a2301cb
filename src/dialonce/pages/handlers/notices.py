"""The notice on the page: what it says, whom it still concerns, and what is collected here."""

from dialonce.i18n import Locale
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.handlers.stay import Stay, has_declined
from dialonce.pages.interface import Notice
from dialonce.policy import EffectivePolicy, render
from dialonce.web.parts import parts_of

_PLACE = "interface"
_PARTS = ("title", "body", "acknowledge", "not_consent", "decline", "more")


def policy_of(request: AnyRequest, stay: Stay) -> EffectivePolicy:
    """The policy of the publisher whose interface this is."""
    return parts_of(request).vault.policy_of(stay.visit.publisher_id)


def notice_due(request: AnyRequest, stay: Stay, locale: Locale) -> Notice | None:
    """The notice, while nobody here acknowledged or declined it. A public address keeps nothing, and so asks nothing."""
    policy = policy_of(request, stay)
    if stay.secret is None or stay.visit.subject_id is not None or has_declined(request, stay, policy.version):
        return None
    return notice_text(request, policy, locale)


def notice_text(request: AnyRequest, policy: EffectivePolicy, locale: Locale) -> Notice:
    """The notice in the words of the policy, with today's figures."""
    parts = parts_of(request)
    words, today = policy.notices[_PLACE].parts, parts.now.date()
    filled = {name: render(words[name], locale, today, policy.figures, parts.contacts) for name in _PARTS}
    return Notice(version=policy.version, **filled)


def tick_due(request: AnyRequest, stay: Stay) -> str:
    """The version of the notice that a form has to be ticked for; empty when its sender acknowledged it already."""
    return "" if stay.visit.subject_id is not None else policy_of(request, stay).version
