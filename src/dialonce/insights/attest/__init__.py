"""The attack suite behind the label "non-identifiable": what an attacker gains from everything that is published (3-a, WP216)."""

from dialonce.insights.attest.report import Attack, DatasetReport, Report
from dialonce.insights.attest.run import attest, ensure_attested
from dialonce.insights.attest.suite import attack_cube

__all__ = ["Attack", "DatasetReport", "Report", "attack_cube", "attest", "ensure_attested"]
