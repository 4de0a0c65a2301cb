"""What `/v1/insights` answers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

Since = Annotated[date, Meta(description="First day, a Monday")]
Until = Annotated[date, Meta(description="The day after the last, a Monday")]
Count = Annotated[int, Meta(description="Calls; null when fewer than `k`")]
OffBy = Annotated[int, Meta(description="The noise moves it by no more, 19 times in 20")]
Least = Annotated[int, Meta(description="Figures of fewer calls are withheld", examples=[10])]


class SpanAnswer(msgspec.Struct, frozen=True):
    since: Since
    until: Until


class IntervalAnswer(msgspec.Struct, frozen=True):
    value: Annotated[float, Meta(description="The rate")]
    low: Annotated[float, Meta(description="Lower end of the 95 % interval")]
    high: Annotated[float, Meta(description="Upper end of it")]


class KpiAnswer(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(description="Which figure", examples=["solved"])]
    count: Count | None
    off_by: OffBy
    of: Annotated[str, Meta(description="The figure that `share` is a part of", examples=["opened"])]
    share: Annotated[IntervalAnswer | None, Meta(description="Null when too few calls stand behind it")]
    change: Annotated[IntervalAnswer | None, Meta(description="How the share differs from the span before")]


class MeansAnswer(msgspec.Struct, frozen=True):
    seconds_to_answer: Annotated[float, Meta(description="From the offer to the caller's yes or no, on average")] | None
    screens_a_visit: Annotated[float, Meta(description="Screens that a visit shows, on average")] | None
    satisfied: Annotated[IntervalAnswer | None, Meta(description="Share of ratings over 60 of 100")]


class KpisAnswer(msgspec.Struct, frozen=True):
    figures: Annotated[list[KpiAnswer], Meta(description="Key figures, each a part of the one before")]
    means: Annotated[MeansAnswer, Meta(description="Averages")]


class DayAnswer(msgspec.Struct, frozen=True):
    day: Annotated[date, Meta(description="The day, in UTC")]
    outcomes: Annotated[
        Mapping[str, int | None], Meta(description="Calls by what they came to; null when fewer than `k`")
    ]


class OverviewAnswer(msgspec.Struct, frozen=True):
    span: Annotated[SpanAnswer, Meta(description="What the figures are of")]
    compared: Annotated[SpanAnswer | None, Meta(description="The span before; null when it is not wholly published")]
    k: Least
    kpis: Annotated[KpisAnswer, Meta(description="Key figures and averages")]
    days: Annotated[list[DayAnswer], Meta(description="Day by day")]


class CellAnswer(msgspec.Struct, frozen=True):
    cell: Annotated[
        Mapping[str, str], Meta(description="Column by column what is counted", examples=[{"outcome": "solved"}])
    ]
    count: Count | None
    off_by: OffBy


class TableAnswer(msgspec.Struct, frozen=True):
    dataset: Annotated[str, Meta(description="Which table", examples=["outcomes"])]
    period: Annotated[str, Meta(description="It is released once a `day` or once a `week`", examples=["day"])]
    since: Since
    until: Until
    k: Least
    cells: Annotated[list[CellAnswer], Meta(description="Every cell that there is")]


class MeasureAnswer(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(description="`solved`, `voice` or `contained`", examples=["solved"])]
    first: Annotated[IntervalAnswer, Meta(description="Of the first version")]
    second: Annotated[IntervalAnswer, Meta(description="Of the second version")]
    difference: Annotated[IntervalAnswer, Meta(description="How the second differs from the first")]
    verdict: Annotated[
        str, Meta(description="The second version is `better`, `worse` or, as far as can be told, `even`")
    ]


class ComparisonAnswer(msgspec.Struct, frozen=True):
    interface_id: Annotated[UUID, Meta(description="The interface compared")]
    first: Annotated[int, Meta(description="A version")]
    second: Annotated[int, Meta(description="The other one")]
    opened: Annotated[list[int | None], Meta(description="Calls that opened either; null when fewer than `k`")]
    measures: Annotated[list[MeasureAnswer], Meta(description="Empty when too few calls saw one of them")]


class MarketAnswer(msgspec.Struct, frozen=True):
    sector: Annotated[str, Meta(description="The publisher's sector", examples=["telecom"])]
    publishers: Annotated[int, Meta(description="How many take part")] | None
    share: Annotated[IntervalAnswer | None, Meta(description="The publisher's share of the sector's calls")]
    solved: Annotated[IntervalAnswer | None, Meta(description="Opened menus that solved the call, here")]
    sector_solved: Annotated[IntervalAnswer | None, Meta(description="The same in the whole sector")]
    why_not: Annotated[
        str, Meta(description="`too-few` or `dominated` when there are no figures", examples=["too-few"])
    ]


class BudgetAnswer(msgspec.Struct, frozen=True):
    limit: Annotated[float, Meta(description="Epsilon promised for each caller's day")]
    spent: Annotated[float, Meta(description="Of the day that cost most")]
    left: Annotated[float, Meta(description="Of that day")]
    days: Annotated[int, Meta(description="Days of the span")]


class ReportAnswer(msgspec.Struct, frozen=True):
    report_id: Annotated[UUID, Meta(description="The report's id")]
    made_at: Annotated[datetime, Meta(description="When the attacks were made")]
    passed: Annotated[bool, Meta(description="Whether every attack stayed within its bound")]
    report: Annotated[
        Mapping[str, Any], Meta(description="What was attacked, how often it succeeded, and beside chance")
    ]
    document: Annotated[str, Meta(description="The report as it was signed")]
    signature: Annotated[str, Meta(description="Ed25519 over `document`, in Base64")]
    public_key: Annotated[str, Meta(description="The key that verifies it, in Base64")]


class AdvertisingAnswer(msgspec.Struct, frozen=True):
    week: Annotated[date, Meta(description="Its Monday")]
    identifiers: Annotated[int, Meta(description="Different identifiers of the week; null when fewer than ten")] | None
    returning: Annotated[int, Meta(description="Of them, seen in one of the twelve weeks before")] | None
    visit: Annotated[int, Meta(description="Of them, those whose app was used")] | None
    menu_shown: Annotated[int, Meta(description="Of them, those who were shown a menu")] | None
    solved: Annotated[int, Meta(description="Of them, those who found their answer on screen")] | None
    voice: Annotated[int, Meta(description="Of them, those who went on to a voice call")] | None
