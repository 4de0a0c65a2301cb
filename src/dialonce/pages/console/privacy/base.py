"""What the pages of the privacy area share: their addresses, moments of the law's zone, words."""

from datetime import UTC, date, datetime, time
from typing import Final

from litestar import Response

from dialonce.i18n import Locale, format_moment, translate
from dialonce.pages.kit import Banner, Cell, Crumb
from dialonce.pages.templating import ZONE
from dialonce.policy import EffectivePolicy
from dialonce.web.staff import AtWork

PRIVACY: Final = "/console/{slug:str}/privacy"


def area(at_work: AtWork, *parts: str) -> str:
    """The address of a page of the area for the publisher at hand."""
    return "/".join((f"/console/{at_work.slug}/privacy", *parts))


def moment(locale: Locale, at: datetime | None) -> str:
    """A moment in words, in the zone of the law that clocks follow; a dash for none."""
    return format_moment(locale, at, zone=ZONE) if at is not None else "–"


def local_moment(day: str, clock: str) -> datetime | None:
    """What somebody filled in as a day and a time of the law's zone; None for what is none."""
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "00:00"), ZONE).astimezone(UTC)
    except ValueError:
        return None


def purpose_words(policy: EffectivePolicy, locale: Locale, purpose: str) -> str:
    """A purpose of the closed list in words; itself where it is none of them."""
    known = policy.vocabulary.purposes.get(purpose)
    return purpose if known is None else known.en if locale == "en" else known.fr


def category_words(policy: EffectivePolicy, locale: Locale, category: str) -> str:
    """A category of the closed list in words; itself where it is none of them."""
    known = policy.vocabulary.categories.get(category)
    return category if known is None else known.en if locale == "en" else known.fr


def plain(*texts: str) -> tuple[Cell, ...]:
    """Cells that are words alone."""
    return tuple(Cell(text) for text in texts)


def below(at_work: AtWork, label: str, section: str, here: str) -> tuple[Crumb, ...]:
    """The way to a page below a section's first one."""
    return (Crumb(label, area(at_work, section)), Crumb(here))


def refused(at_work: AtWork, text: str) -> Banner:
    """What could not be done, and why."""
    return Banner(translate(at_work.locale, "dpo.not_done"), text, "bad")


def download(body: bytes, media_type: str, name: str) -> Response[bytes]:
    """A file to keep; no cache keeps it on the way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=media_type, headers=headers)
