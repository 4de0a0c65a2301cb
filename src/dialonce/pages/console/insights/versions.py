"""Two published versions of a menu side by side."""

from uuid import UUID

from litestar import Response, get
from msgspec import Struct

from dialonce.anonymity import Interval
from dialonce.errors import NotFound, Refused
from dialonce.i18n import format_percent
from dialonce.insights import Comparison, Measure, Reading, compare_versions, read
from dialonce.pages.console.insights.asking import BASE, AnyRequest, Asked, asked_of, insights_answer, nothing_yet
from dialonce.pages.console.insights.menu import published_menus
from dialonce.pages.console.insights.words import count_words
from dialonce.pages.kit import Cell, Column, Field, Option, Table, Tone
from dialonce.web.parts import parts_of

VERDICTS: dict[str, Tone] = {"better": "ok", "worse": "bad", "even": "plain"}


class Span95(Struct, frozen=True):
    """An interval as a bar from `left`, `width` wide, with its value at `middle`, all of 100."""

    left: float
    width: float
    middle: float
    tone: str
    words: str


class MeasureView(Struct, frozen=True):
    name: str
    first: Span95
    second: Span95
    verdict: str


class VersionsView(Struct, frozen=True):
    """`why_not` says why nothing is compared, and then `measures` is empty."""

    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    why_not: str
    measures: tuple[MeasureView, ...]
    table: Table | None


@get(f"{BASE}/versions")
async def versions(request: AnyRequest, slug: str) -> Response[str]:
    """Compare the two newest versions, or those that are chosen."""
    try:
        asked = await asked_of(request, slug)
        return insights_answer(asked, "/versions", await _view(asked))
    except (NotFound, Refused) as why:
        return await nothing_yet(request, slug, why)


async def _view(asked: Asked) -> VersionsView:
    published = published_menus(asked)
    if not published:
        raise NotFound("No menu is published.")
    reading = await read(
        asked.insights, asked.at_work.who, asked.at_work.publisher_id, asked.span, ["versions", "version_returns"]
    )
    wanted = asked.request.query_params.get("interface", "")
    chosen = next((one for one, _ in published if str(one) == wanted), _most_opened(reading, published))
    newest = parts_of(asked.request).vault.directory.interfaces[chosen].published_version or 1
    first, second = _version(asked, "first", newest - 1, newest), _version(asked, "second", newest, newest)
    fields = _fields(asked, published, chosen, newest, (first, second))
    hidden = (("weeks", str(asked.span.weeks)),)
    if newest < 2 or first == second:
        return VersionsView(fields, hidden, (), asked.say("one_version"), (), None)
    found = compare_versions(reading, chosen, first, second)
    if not found.measures:
        return VersionsView(fields, hidden, (), asked.say("too_few_calls"), (), None)
    return VersionsView(
        fields,
        hidden,
        tuple(_sentence(asked, found, measure) for measure in found.measures),
        "",
        tuple(_measure(asked, found, measure) for measure in found.measures),
        _table(asked, found, reading.k),
    )


def _most_opened(reading: Reading, published: list[tuple[UUID, str]]) -> UUID:
    """The menu that was opened most."""
    cells = reading.tables["versions"].cells.items()
    opened = {one: sum(count for cell, count in cells if cell[0].startswith(f"{one}:")) for one, _ in published}
    return max(opened, key=lambda one: opened[one])


def _version(asked: Asked, name: str, otherwise: int, newest: int) -> int:
    text = asked.request.query_params.get(name, "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
    return max(1, min(number, newest))


def _fields(
    asked: Asked, published: list[tuple[UUID, str]], chosen: UUID, newest: int, versions: tuple[int, int]
) -> tuple[Field, ...]:
    menus = tuple(Option(str(one), name) for one, name in published)
    numbers = tuple(Option(str(one), asked.say("version", number=one)) for one in range(max(1, newest - 3), newest + 1))
    return (
        Field("interface", asked.say("menu"), str(chosen), "select", required=True, options=menus),
        Field("first", asked.say("first_version"), str(versions[0]), "select", required=True, options=numbers),
        Field("second", asked.say("second_version"), str(versions[1]), "select", required=True, options=numbers),
    )


def _sentence(asked: Asked, found: Comparison, measure: Measure) -> str:
    values: dict[str, str | int] = {
        "first": format_percent(asked.locale, measure.first.value),
        "second": format_percent(asked.locale, measure.second.value),
        "version": found.second,
    }
    return asked.say(f"verdict_{measure.verdict}", name=asked.say(f"kpi_{measure.name}"), **values)


def _measure(asked: Asked, found: Comparison, measure: Measure) -> MeasureView:
    return MeasureView(
        asked.say(f"kpi_{measure.name}"),
        _span(asked, measure.first, "plain", found.first),
        _span(asked, measure.second, "good", found.second),
        asked.say(f"short_{measure.verdict}"),
    )


def _span(asked: Asked, interval: Interval, tone: str, version: int) -> Span95:
    return Span95(
        round(interval.low * 100, 2),
        round((interval.high - interval.low) * 100, 2),
        round(interval.value * 100, 2),
        tone,
        asked.say("version_interval", version=version, **_ends(asked, interval)),
    )


def _ends(asked: Asked, interval: Interval) -> dict[str, str]:
    say = asked.locale
    return {
        "value": format_percent(say, interval.value),
        "low": format_percent(say, interval.low),
        "high": format_percent(say, interval.high),
    }


def _table(asked: Asked, found: Comparison, k: int) -> Table:
    rows = [
        (
            Cell(asked.say("kpi_opened_count")),
            Cell(count_words(asked, found.opened[0], k)),
            Cell(count_words(asked, found.opened[1], k)),
            Cell(""),
        )
    ]
    for measure in found.measures:
        first, second = (asked.say("interval", **_ends(asked, one)) for one in (measure.first, measure.second))
        verdict = Cell(asked.say(f"short_{measure.verdict}"), badge=VERDICTS[measure.verdict])
        rows.append((Cell(asked.say(f"kpi_{measure.name}")), Cell(first), Cell(second), verdict))
    head = (
        Column(asked.say("figure")),
        Column(asked.say("version", number=found.first), amount=True),
        Column(asked.say("version", number=found.second), amount=True),
        Column(asked.say("verdict")),
    )
    return Table(asked.say("versions"), head, tuple(rows))


ROUTES = (versions,)
