"""Statistics that identify nobody, and the advertising-ID silo."""

from dialonce.insights.attest import Attack, DatasetReport, Report, attest, ensure_attested
from dialonce.insights.attestation import Attestation, is_signed, newest_report, report_public_key
from dialonce.insights.closing import ReadMenu, count_ended_calls, keep_counting
from dialonce.insights.comparison import Comparison, Measure, compare_versions
from dialonce.insights.counting import LEFT
from dialonce.insights.cube import CUBE, EPSILON_A_DAY, Dataset, cube_hash
from dialonce.insights.kpis import Kpi, Kpis, Means, key_figures
from dialonce.insights.market import Market, market_of
from dialonce.insights.overview import KEY_DATASETS, Budget, Overview, ShownDay, overview_of, read_budget, read_overview
from dialonce.insights.reading import LONGEST, Reading, Span, Table, latest_span, read, read_with_before
from dialonce.insights.service import Insights, release_due
from dialonce.insights.shown import ShownCell, shown_table, table_csv
from dialonce.insights.silo import (
    AdvertisingWeek,
    Silo,
    check_identifier,
    link_advertising_id,
    unlink_advertising_id,
)

__all__ = [
    "CUBE",
    "EPSILON_A_DAY",
    "KEY_DATASETS",
    "LEFT",
    "LONGEST",
    "AdvertisingWeek",
    "Attack",
    "Attestation",
    "Budget",
    "Comparison",
    "Dataset",
    "DatasetReport",
    "Insights",
    "Kpi",
    "Kpis",
    "Market",
    "Means",
    "Measure",
    "Overview",
    "ReadMenu",
    "Reading",
    "Report",
    "ShownCell",
    "ShownDay",
    "Silo",
    "Span",
    "Table",
    "attest",
    "check_identifier",
    "compare_versions",
    "count_ended_calls",
    "cube_hash",
    "ensure_attested",
    "is_signed",
    "keep_counting",
    "key_figures",
    "latest_span",
    "link_advertising_id",
    "market_of",
    "newest_report",
    "overview_of",
    "read",
    "read_budget",
    "read_overview",
    "read_with_before",
    "release_due",
    "report_public_key",
    "shown_table",
    "table_csv",
    "unlink_advertising_id",
]
