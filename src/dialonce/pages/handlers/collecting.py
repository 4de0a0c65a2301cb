"""What a screen collects, computed from the catalogue of processing (the promise of clause 4.1-a on this very page)."""

from datetime import date
from functools import lru_cache

from dialonce.i18n import Locale, translate
from dialonce.menus import FormView, ScreenView
from dialonce.pages.interface import Collected
from dialonce.policy import EffectivePolicy, Words, load_catalogue

_SCREENS = ("personal.interaction", "3.1-d")
_FORMS = ("personal.form_answer", "3.1-o")


def collected_here(policy: EffectivePolicy, screen: ScreenView, locale: Locale, today: date) -> tuple[Collected, ...]:
    """What this screen keeps of callers who acknowledged the notice: what, what for, until when, by which clause."""
    has_form = any(isinstance(element, FormView) for element in screen.elements)
    return _collected(policy, (_SCREENS, _FORMS) if has_form else (_SCREENS,), locale, today)


@lru_cache(maxsize=64)
def _collected(
    policy: EffectivePolicy, kept: tuple[tuple[str, str], ...], locale: Locale, today: date
) -> tuple[Collected, ...]:
    datasets = load_catalogue().datasets
    answers = []
    for name, clause in kept:
        held_for = datasets[name].purposes[0]
        purpose = policy.vocabulary.purposes[held_for.purpose]
        months = int(policy.figures[held_for.term].at(today).value)
        answers.append(
            Collected(
                Words(datasets[name].fr, datasets[name].en).in_locale(locale),
                Words(purpose.fr, purpose.en).in_locale(locale) + ".",
                translate(locale, "collected.until", count=months),
                clause,
            )
        )
    return tuple(answers)
