"""The first page: in words, in key figures, day by day, line by line."""

from collections.abc import Sequence
from datetime import timedelta

from litestar import Response, get
from msgspec import Struct

from dialonce.anonymity import suppress_small_cells
from dialonce.errors import NotFound, Refused
from dialonce.i18n import format_date, format_number, format_percent
from dialonce.insights import KEY_DATASETS, Kpi, Overview, Reading, ShownDay, key_figures, overview_of, read_with_before
from dialonce.pages.console.insights.asking import BASE, AnyRequest, Asked, asked_of, insights_answer, nothing_yet
from dialonce.pages.console.insights.charts import Columns, Row, Rows, Series, columns, share_of_most
from dialonce.pages.console.insights.words import count_words, share_words, value_name
from dialonce.pages.kit import Cell, Column, Stat, Table

PARTS = (("solved", "good"), ("voice", "warm"), ("rest", "plain"))
AUDIENCE = (
    ("lines", "line"),
    ("solutions", "solution"),
    ("devices", "device"),
    ("cultures", "culture"),
    ("regions", "region"),
)


class OverviewView(Struct, frozen=True):
    """`summary` says in sentences what the rest shows."""

    summary: tuple[str, ...]
    stats: tuple[Stat, ...]
    days: Columns
    weeks: Table
    steps: Rows
    hours: Columns
    hour_rows: Rows
    tables: tuple[Rows, ...]
    noise: str


@get(BASE)
async def overview(request: AnyRequest, slug: str) -> Response[str]:
    """Key figures of the chosen weeks."""
    try:
        asked = await asked_of(request, slug)
        return insights_answer(asked, "", await _view(asked))
    except (NotFound, Refused) as why:
        return await nothing_yet(request, slug, why)


async def _view(asked: Asked) -> OverviewView:
    who, publisher_id, span = asked.at_work.who, asked.at_work.publisher_id, asked.span
    names = [*KEY_DATASETS, "hours", *(dataset for dataset, _ in AUDIENCE)]
    reading, before = await read_with_before(asked.insights, who, publisher_id, span, names, KEY_DATASETS)
    found = overview_of(reading, before)
    figures = {kpi.name: kpi for kpi in found.kpis.figures}
    hours, hour_rows = _hours(asked, reading)
    return OverviewView(
        summary=(*_summary(asked, found, figures), *_compared(asked, before)),
        stats=_stats(asked, found, figures),
        days=_days(asked, found.days),
        weeks=_weeks(asked, found.days, found.k),
        steps=_steps(asked, found.k, figures),
        hours=hours,
        hour_rows=hour_rows,
        tables=(
            *(_split(asked, reading, dataset, column) for dataset, column in AUDIENCE),
            _plain(asked, reading, "waits", "seconds"),
            _plain(asked, reading, "depths", "screens"),
        ),
        noise=asked.say("noise", count=found.k),
    )


def _summary(asked: Asked, found: Overview, figures: dict[str, Kpi]) -> tuple[str, ...]:
    calls = figures["calls"]
    if calls.count is None:
        return (asked.say("summary_few", count=found.k),)
    told = [asked.say("summary_calls", count=calls.count, off=calls.off_by)]
    for name in ("accepted", "opened", "solved", "contained"):
        share = figures[name].share
        if share is not None:
            told.append(asked.say(f"summary_{name}", share=format_percent(asked.locale, share.value)))
    return tuple(told)


def _compared(asked: Asked, before: Reading | None) -> tuple[str, ...]:
    """Which weeks the changes are against."""
    calls = key_figures(before).figures[0].count if before else None
    if before is None or calls is None:
        return ()
    since, last = before.span.since, before.span.until - timedelta(days=1)
    days = [format_date(asked.locale, day, width="medium") for day in (since, last)]
    return (asked.say("summary_before", count=calls, since=days[0], until=days[1]),)


def _stats(asked: Asked, found: Overview, figures: dict[str, Kpi]) -> tuple[Stat, ...]:
    calls, means = figures["calls"], found.kpis.means
    shares = tuple(
        Stat(asked.say(f"kpi_{name}"), share_words(asked, figures[name]), _change(asked, figures[name]))
        for name in ("accepted", "opened", "solved", "contained", "voice", "again")
    )
    seconds, screens = means.seconds_to_answer, means.screens_a_visit
    satisfied = Kpi("satisfied", None, 0, share=means.satisfied)
    return (
        Stat(asked.say("kpi_calls"), count_words(asked, calls.count, found.k), asked.say("off_by", count=calls.off_by)),
        *shares,
        Stat(asked.say("kpi_wait"), asked.say("seconds", count=round(seconds)) if seconds else asked.say("unknown")),
        Stat(
            asked.say("kpi_depth"), format_number(asked.locale, round(screens, 1)) if screens else asked.say("unknown")
        ),
        Stat(asked.say("kpi_satisfied"), share_words(asked, satisfied)),
    )


def _change(asked: Asked, kpi: Kpi) -> str:
    change = kpi.change
    if change is None:
        return ""
    points = round(change.value * 100)
    if not change.excludes_zero or points == 0:
        return asked.say("steady")
    return asked.say("up" if points > 0 else "down", points=abs(points))


def _parts_of_day(day: ShownDay) -> dict[str, int]:
    """The day's shown parts: solved, went on to voice, and the rest."""
    shown = {name: count or 0 for name, count in day.outcomes.items()}
    rest = sum(count for name, count in shown.items() if name not in ("solved", "voice"))
    return {"solved": shown.get("solved", 0), "voice": shown.get("voice", 0), "rest": rest}


def _days(asked: Asked, days: Sequence[ShownDay]) -> Columns:
    parts = [_parts_of_day(day) for day in days]
    series = [Series(asked.say(f"part_{name}"), tone, tuple(one[name] for one in parts)) for name, tone in PARTS]
    most = max((sum(one.values()) for one in parts), default=0)
    words = [format_date(asked.locale, day.day, width="medium") for day in days]
    marks = (words[0], words[len(words) // 2], words[-1]) if words else ()
    return columns(asked.say("by_day"), words, series, marks, format_number(asked.locale, most), most)


def _weeks(asked: Asked, days: Sequence[ShownDay], k: int) -> Table:
    rows = []
    for start in range(0, len(days), 7):
        week = days[start : start + 7]
        parts = [_parts_of_day(day) for day in week]
        sums = [sum(one.values()) for one in parts], [one["solved"] for one in parts], [one["voice"] for one in parts]
        day = format_date(asked.locale, week[0].day, width="medium")
        counts = [sum(values) for values in sums]
        rows.append((Cell(day), *(Cell(count_words(asked, count if count >= k else None, k)) for count in counts)))
    heads = ("week_of", "kpi_calls", "part_solved", "part_voice")
    head = tuple(Column(asked.say(name), amount=place > 0) for place, name in enumerate(heads))
    return Table(asked.say("by_week"), head, tuple(rows))


def _steps(asked: Asked, k: int, figures: dict[str, Kpi]) -> Rows:
    names = ("calls", "offered", "accepted", "opened", "solved")
    shares = share_of_most([figures[name].count for name in names])
    rows = tuple(
        Row(
            asked.say(f"kpi_{name}"),
            share,
            count_words(asked, figures[name].count, k),
            share_words(asked, figures[name]) if figures[name].of else "",
        )
        for name, share in zip(names, shares, strict=True)
    )
    return Rows(asked.say("steps"), asked.say("kpi_calls"), rows, asked.download("outcomes"))


def _hours(asked: Asked, reading: Reading) -> tuple[Columns, Rows]:
    by_hour = reading.tables["hours"].rows()
    totals = {str(hour): sum(by_hour.get(str(hour), {}).values()) for hour in range(24)}
    least = max(reading.k, reading.tables["hours"].off_by(6))
    shown = suppress_small_cells(totals, least)
    labels = [asked.say("hour", hour=f"{hour:02d}") for hour in range(24)]
    counts = [shown[str(hour)] for hour in range(24)]
    most = max((count or 0 for count in counts), default=0)
    series = [Series(asked.say("kpi_calls"), "good", tuple(count or 0 for count in counts))]
    marks = (labels[0], labels[6], labels[12], labels[18], labels[23])
    chart = columns(asked.say("by_hour"), labels, series, marks, format_number(asked.locale, most), most)
    rows = tuple(
        Row(label, share, count_words(asked, count, least))
        for label, share, count in zip(labels, share_of_most(counts), counts, strict=True)
    )
    return chart, Rows(asked.say("by_hour"), asked.say("kpi_calls"), rows, asked.download("hours"))


def _split(asked: Asked, reading: Reading, dataset: str, column: str) -> Rows:
    """Calls by one column, with the share that was solved on screen where the menu was opened."""
    table = reading.tables[dataset]
    by_value = table.rows()
    totals = {value: sum(outcomes.values()) for value, outcomes in by_value.items()}
    large = {value: count for value, count in totals.items() if count >= max(reading.k, table.off_by(6))}
    shown = sorted(large.items(), key=lambda pair: pair[1], reverse=True)
    shares = share_of_most([count for _, count in shown])
    rows = tuple(
        Row(
            value_name(asked, column, value),
            share,
            format_number(asked.locale, count),
            _solved(asked, by_value[value], table.off_by(2)),
        )
        for (value, count), share in zip(shown, shares, strict=True)
    )
    return Rows(asked.say(f"by_{column}"), asked.say("kpi_calls"), rows, asked.download(dataset))


def _solved(asked: Asked, outcomes: dict[str, int], least: int) -> str:
    opened = outcomes.get("solved", 0) + outcomes.get("voice", 0)
    if opened < least or outcomes.get("solved", 0) < 0:
        return ""
    return asked.say("of_opened", share=format_percent(asked.locale, min(1.0, outcomes["solved"] / opened)))


def _plain(asked: Asked, reading: Reading, dataset: str, column: str) -> Rows:
    table = reading.tables[dataset]
    counts = suppress_small_cells({cell[0]: count for cell, count in table.cells.items()}, reading.k)
    order = [name for name in _ORDER[column] if name in counts]
    shares = share_of_most([counts[name] for name in order])
    rows = tuple(
        Row(asked.say(f"{column}_{name.lstrip('<=>')}{'_over' if name[0] == '>' else ''}"), share, words)
        for name, share, words in zip(
            order, shares, [count_words(asked, counts[name], reading.k) for name in order], strict=True
        )
    )
    return Rows(asked.say(f"by_{column}"), asked.say("kpi_calls"), rows, asked.download(dataset))


_ORDER = {
    "seconds": ("<=5", "<=10", "<=20", "<=30", "<=60", ">60"),
    "screens": ("<=1", "<=2", "<=3", "<=4", "<=5", ">5"),
}

ROUTES = (overview,)
