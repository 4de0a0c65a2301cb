"""What protects callers behind these figures: noise, budget and the attacks that were tried; and the sector."""

import msgspec
from litestar import Response, get
from msgspec import Struct

from dialonce.errors import NotFound, Refused
from dialonce.i18n import format_date, format_number, format_percent
from dialonce.insights import Attack, Market, Report, market_of, newest_report, read_budget
from dialonce.pages.console.insights.asking import BASE, AnyRequest, Asked, asked_of, insights_answer, nothing_yet
from dialonce.pages.kit import Cell, Column, Meter, Stat, Table


class ProtectionView(Struct, frozen=True):
    """`sector` is the words on market share, `stats` its figures where there are any."""

    intro: str
    budget: Meter
    attacked: str
    attacks: Table
    datasets: Table
    sector: str
    stats: tuple[Stat, ...]


@get(f"{BASE}/protection")
async def protection(request: AnyRequest, slug: str) -> Response[str]:
    """Budget, attack report and sector."""
    try:
        asked = await asked_of(request, slug)
        return insights_answer(asked, "/protection", await _view(asked))
    except (NotFound, Refused) as why:
        return await nothing_yet(request, slug, why)


async def _view(asked: Asked) -> ProtectionView:
    publisher_id = asked.at_work.publisher_id
    budget = await read_budget(asked.insights, publisher_id, asked.span)
    market = await market_of(asked.insights, asked.at_work.who, publisher_id, asked.span)
    async with asked.insights.transaction() as conn:
        newest = await newest_report(conn)
    if newest is None:
        raise NotFound("These statistics were not attacked yet.")
    report = msgspec.json.decode(newest.document, type=Report)
    spent, limit = (format_number(asked.locale, round(one, 2)) for one in (budget.spent, budget.limit))
    return ProtectionView(
        intro=asked.say("protection_text", limit=limit),
        budget=Meter(
            asked.say("budget"), budget.spent, budget.limit, asked.say("budget_words", spent=spent, limit=limit)
        ),
        attacked=_attacked(asked, report),
        attacks=_attacks(asked, report),
        datasets=_datasets(asked, report),
        sector=asked.say(f"market_{market.why_not.replace('-', '_')}" if market.why_not else "market_shown"),
        stats=_market(asked, market),
    )


def _attacked(asked: Asked, report: Report) -> str:
    first = report.attacks[0]
    day = format_date(asked.locale, report.made_at)
    return asked.say("attacked", day=day, trials=first.trials, points=round(first.margin * 100))


def _attacks(asked: Asked, report: Report) -> Table:
    rows = tuple(
        (
            Cell(asked.say(_attack_key(attack))),
            Cell(asked.say(attack.criterion.replace("-", "_"))),
            Cell(format_percent(asked.locale, attack.success)),
            Cell(format_percent(asked.locale, attack.chance)),
            Cell(format_percent(asked.locale, attack.most)),
            Cell(asked.say("held" if attack.passed else "broken"), badge="ok" if attack.passed else "bad"),
        )
        for attack in report.attacks
    )
    heads = ("attack", "criterion", "success", "chance", "most", "result")
    return Table(asked.say("attacks"), _head(asked, heads, (2, 3, 4)), rows)


def _attack_key(attack: Attack) -> str:
    """The message of an attack: by the word that its name begins with."""
    return f"attack_{attack.name.split(maxsplit=1)[0].rstrip(':')}"


def _datasets(asked: Asked, report: Report) -> Table:
    rows = tuple(
        (
            Cell(asked.say(f"set_{one.dataset}")),
            Cell(asked.say(one.period)),
            Cell(format_number(asked.locale, one.epsilon)),
            Cell(asked.say("off_by", count=one.off_by_95)),
            Cell(format_percent(asked.locale, one.membership.success)),
        )
        for one in report.datasets
    )
    return Table(
        asked.say("datasets"), _head(asked, ("table", "released", "epsilon", "noise_95", "success"), (2, 3, 4)), rows
    )


def _head(asked: Asked, names: tuple[str, ...], amounts: tuple[int, ...]) -> tuple[Column, ...]:
    return tuple(Column(asked.say(name), amount=place in amounts) for place, name in enumerate(names))


def _market(asked: Asked, market: Market) -> tuple[Stat, ...]:
    shown = (("market_share", market.share), ("market_solved", market.solved), ("market_sector", market.sector_solved))
    return tuple(
        Stat(asked.say(name), format_percent(asked.locale, interval.value)) for name, interval in shown if interval
    )


ROUTES = (protection,)
