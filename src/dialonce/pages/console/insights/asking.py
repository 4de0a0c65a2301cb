"""What a page of statistics is asked for: which weeks, and the ways to others."""

from datetime import date, timedelta
from typing import Any, Final

from litestar import Request, Response
from msgspec import Struct

from dialonce.errors import DialOnceError, NotFound, Refused
from dialonce.i18n import Locale, format_date, translate
from dialonce.insights import LONGEST, Insights, Span, latest_span
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.kit import Empty, Tab
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

AnyRequest = Request[Any, Any, Any]
BASE: Final = "/console/{slug:str}/insights"
SPANS: Final = (4, 8, 12)
PARTS: Final = (
    ("", "insights.overview"),
    ("/menu", "insights.menu"),
    ("/versions", "insights.versions"),
    ("/protection", "insights.protection"),
)


class SpanView(Struct, frozen=True):
    """The weeks that are shown: in words, and the ways to others."""

    words: str
    choices: tuple[Tab, ...]
    earlier: str | None
    later: str | None


class Asked(Struct, frozen=True):
    """Who asks for which weeks of whose statistics. `query` carries the weeks to the other pages."""

    request: AnyRequest
    at_work: AtWork
    insights: Insights
    span: Span
    base: str
    query: str

    @property
    def locale(self) -> Locale:
        return self.at_work.locale

    def say(self, key: str, **params: str | int | float) -> str:
        return translate(self.locale, f"insights.{key}", **params)

    def download(self, dataset: str) -> str:
        return f"{self.base}/tables/{dataset}.csv{self.query}"


async def asked_of(request: AnyRequest, slug: str) -> Asked:
    """The weeks that the address names, the newest otherwise. Raises `NotFound` before anything is published."""
    at_work = await require_staff(request, Permission.INSIGHTS_READ, slug)
    insights = parts_of(request).insights
    weeks, until = _weeks(request), _until(request)
    span = await latest_span(insights, at_work.publisher_id, weeks, until)
    query = f"?weeks={weeks}" + (f"&until={until}" if until else "")
    return Asked(request, at_work, insights, span, f"/console/{at_work.slug}/insights", query)


def _weeks(request: AnyRequest) -> int:
    text = request.query_params.get("weeks", "")
    return (
        min(int(text), LONGEST) if text.isascii() and text.isdecimal() and 0 < len(text) < 4 and int(text) else SPANS[0]
    )


def _until(request: AnyRequest) -> date | None:
    try:
        return date.fromisoformat(request.query_params.get("until", ""))
    except ValueError:
        return None


def span_view(asked: Asked, path: str) -> SpanView:
    """The weeks in words, and links to longer, earlier and later ones."""
    weeks, span, here = _weeks(asked.request), asked.span, f"{asked.base}{path}"
    last = span.until - timedelta(days=1)
    choices = tuple(
        Tab(asked.say("weeks", count=count), f"{here}?weeks={count}", current=count == weeks) for count in SPANS
    )
    later = span.until + timedelta(weeks=weeks)
    return SpanView(
        asked.say("span", since=format_date(asked.locale, span.since), until=format_date(asked.locale, last)),
        choices,
        f"{here}?weeks={weeks}&until={span.since}",
        f"{here}?weeks={weeks}&until={later}" if _until(asked.request) else None,
    )


def tabs(asked: Asked, current: str) -> tuple[Tab, ...]:
    """The pages of the statistics."""
    return tuple(
        Tab(translate(asked.locale, label), f"{asked.base}{path}{asked.query}", current=path == current)
        for path, label in PARTS
    )


def insights_answer(asked: Asked, path: str, view: object) -> Response[str]:
    """One page of the statistics."""
    title = translate(asked.locale, "console.insights")
    frame = frame_of(asked.request, asked.at_work, title=title, section="insights")
    name = path.removeprefix("/") or "overview"
    return console_answer(
        asked.request,
        asked.at_work,
        f"console/insights_{name}.html",
        frame,
        view=view,
        span=span_view(asked, path),
        tab_list=tabs(asked, path),
    )


async def nothing_yet(request: AnyRequest, slug: str, why: DialOnceError) -> Response[str]:
    """What is said while nothing is published: of these weeks, or at all."""
    at_work = await require_staff(request, Permission.INSIGHTS_READ, slug)
    say = at_work.locale
    key = "unproven" if isinstance(why, Refused) else "nothing_yet"
    empty = Empty("chart", translate(say, f"insights.{key}"), translate(say, f"insights.{key}_text"))
    frame = frame_of(request, at_work, title=translate(say, "console.insights"), section="insights")
    return console_answer(request, at_work, "console/insights_nothing.html", frame, empty=empty)


NOTHING = (NotFound, Refused)
