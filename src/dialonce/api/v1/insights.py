"""`/v1/insights`: published statistics of a publisher. Every figure has noise, and small ones are withheld."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from dialonce.api.v1.insights_answers import (
    AdvertisingAnswer,
    BudgetAnswer,
    CellAnswer,
    ComparisonAnswer,
    MarketAnswer,
    OverviewAnswer,
    ReportAnswer,
    TableAnswer,
)
from dialonce.api.v1.noun import Noun, problems, shown
from dialonce.api.v1.scope import AnyRequest, publishers_only
from dialonce.errors import NotFound
from dialonce.insights import (
    CUBE,
    LONGEST,
    Insights,
    compare_versions,
    latest_span,
    market_of,
    newest_report,
    read,
    read_budget,
    read_overview,
    report_public_key,
    shown_table,
    table_csv,
)
from dialonce.vault import Who
from dialonce.web.bearer import require_caller, require_publisher
from dialonce.web.parts import parts_of

Weeks = Annotated[int, Parameter(ge=1, le=LONGEST, description="How many whole weeks")]
Until = Annotated[
    date | None, Parameter(description="They end before the week of this day; absent for the newest ones")
]
DatasetName = Annotated[str, Parameter(description="One of the published tables", examples=[])]
InterfaceId = Annotated[UUID, Parameter(description="Id of the interface")]
Version = Annotated[int, Parameter(ge=1, description="A published version")]


class InsightsNoun(Noun):
    path = "/v1/insights"
    tags = ("insights",)
    guards = (publishers_only,)

    @get(operation_id="readInsights", responses=problems(404))
    async def overview(self, request: AnyRequest, weeks: Weeks = 4, until: Until = None) -> OverviewAnswer:
        """Read the key figures, against as many weeks before. 404 before the first whole week is published."""
        insights, who, publisher_id = _asked(request)
        return shown(OverviewAnswer, await read_overview(insights, who, publisher_id, weeks=weeks, until=until))

    @get(
        "/tables/{dataset:str}",
        operation_id="readInsightsTable",
        responses={**problems(404), 200: ResponseSpec(TableAnswer, description="The table; with `format=csv` as CSV")},
    )
    async def table(
        self,
        request: AnyRequest,
        dataset: DatasetName,
        weeks: Weeks = 4,
        until: Until = None,
        answer_format: Annotated[
            Literal["json", "csv"], Parameter(query="format", description="`json` or `csv`")
        ] = "json",
    ) -> Response[Any]:
        """Read one published table. Each cell has its noise, and cells of too few calls are null."""
        insights, who, publisher_id = _asked(request)
        if dataset not in CUBE:
            raise NotFound(f"There is no such table. There are: {', '.join(CUBE)}.")
        span = await latest_span(insights, publisher_id, weeks, until)
        reading = await read(insights, who, publisher_id, span, [dataset])
        if answer_format == "csv":
            headers = {"Content-Disposition": f'attachment; filename="{dataset}.csv"'}
            return Response(table_csv(reading, dataset), media_type="text/csv; charset=utf-8", headers=headers)
        columns = CUBE[dataset].columns
        cells = [
            CellAnswer(dict(zip(columns, one.cell, strict=True)), one.count, one.off_by)
            for one in shown_table(reading, dataset)
        ]
        return Response(TableAnswer(dataset, CUBE[dataset].period, span.since, span.until, reading.k, cells))

    @get("/versions", operation_id="compareInsightsOfVersions", responses=problems(404))
    async def versions(
        self,
        request: AnyRequest,
        interface_id: InterfaceId,
        first: Version,
        second: Version,
        weeks: Weeks = 4,
        until: Until = None,
    ) -> ComparisonAnswer:
        """Compare two published versions by what calls came to, with 95 % intervals."""
        insights, who, publisher_id = _asked(request)
        span = await latest_span(insights, publisher_id, weeks, until)
        reading = await read(insights, who, publisher_id, span, ["versions", "version_returns"])
        return shown(ComparisonAnswer, compare_versions(reading, interface_id, first, second))

    @get("/market", operation_id="readMarket", responses=problems(404))
    async def market(self, request: AnyRequest, weeks: Weeks = 4, until: Until = None) -> MarketAnswer:
        """Read the share of the sector. Only with enough publishers of which none dominates; else `why_not` says so."""
        insights, who, publisher_id = _asked(request)
        span = await latest_span(insights, publisher_id, weeks, until)
        return shown(MarketAnswer, await market_of(insights, who, publisher_id, span))

    @get("/budget", operation_id="readPrivacyBudget", responses=problems(404))
    async def budget(self, request: AnyRequest, weeks: Weeks = 4, until: Until = None) -> BudgetAnswer:
        """Read how much of the privacy budget of these days is spent."""
        insights, _, publisher_id = _asked(request)
        span = await latest_span(insights, publisher_id, weeks, until)
        return shown(BudgetAnswer, await read_budget(insights, publisher_id, span))

    @get("/advertising", operation_id="readAdvertisingAnalytics", responses=problems(404))
    async def advertising(self, request: AnyRequest, weeks: Weeks = 4, until: Until = None) -> list[AdvertisingAnswer]:
        """Read how many advertising identifiers each week saw, of people who agreed to it. Small crowds are null."""
        insights, _, publisher_id = _asked(request)
        span = await latest_span(insights, publisher_id, weeks, until)
        found = await parts_of(request).silo.weeks(publisher_id, span.since, span.until)
        return [shown(AdvertisingAnswer, one) for one in found]

    @get("/report", operation_id="readAttackReport", responses=problems(404))
    async def report(self, request: AnyRequest) -> ReportAnswer:
        """Read the signed attack report behind the label "non-identifiable"."""
        insights, _, _ = _asked(request)
        async with insights.transaction() as conn:
            newest = await newest_report(conn)
        if newest is None:
            raise NotFound("These statistics were not attacked yet, and nothing of them is published.")
        key = b64encode(await report_public_key(insights.vault)).decode()
        document: Mapping[str, Any] = msgspec.json.decode(newest.document)
        return ReportAnswer(
            newest.report_id,
            newest.made_at,
            newest.passed,
            document,
            newest.document,
            b64encode(newest.signature).decode(),
            key,
        )


def _asked(request: AnyRequest) -> tuple[Insights, Who, UUID]:
    publisher = require_publisher(request)
    return parts_of(request).insights, Who(require_caller(request).name), publisher.publisher_id
