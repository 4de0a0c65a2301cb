"""Statistics that identify nobody, and the advertising-ID silo."""

from dialonce.insights.attest import Attack, DatasetReport, Report, attest, ensure_attested
from dialonce.insights.attestation import Attestation, is_signed, newest_report, report_public_key
from dialonce.insights.closing import ReadMenu, count_ended_calls, keep_counting
from dialonce.insights.cube import CUBE, EPSILON_A_DAY, cube_hash
from dialonce.insights.service import Insights, release_due

__all__ = [
    "CUBE",
    "EPSILON_A_DAY",
    "Attack",
    "Attestation",
    "DatasetReport",
    "Insights",
    "ReadMenu",
    "Report",
    "attest",
    "count_ended_calls",
    "cube_hash",
    "ensure_attested",
    "is_signed",
    "keep_counting",
    "newest_report",
    "release_due",
    "report_public_key",
]
