"""The arithmetic of not singling out.

Pure: noise is drawn above (`insights.noise`); here are its size, its effect and its bounds.
"""

from dialonce.anonymity.budget import BudgetSpent, PrivacyBudget
from dialonce.anonymity.contribution import bucket, buckets, first_distinct
from dialonce.anonymity.hierarchy import Noisy, best_estimate, fit_above_zero, fit_to_total, sum_of
from dialonce.anonymity.intervals import Interval, Share, difference_of, interval_of
from dialonce.anonymity.kanonymity import least_diverse, share_unique, smallest_group
from dialonce.anonymity.laplace import Laplace, most_success
from dialonce.anonymity.location import ABROAD, COARSE, REGIONS, coarsen_location, coarsen_number
from dialonce.anonymity.suppression import keep_if_large, suppress_small_cells, suppress_small_entries

__all__ = [
    "ABROAD",
    "COARSE",
    "REGIONS",
    "BudgetSpent",
    "Interval",
    "Laplace",
    "Noisy",
    "PrivacyBudget",
    "Share",
    "best_estimate",
    "bucket",
    "buckets",
    "coarsen_location",
    "coarsen_number",
    "difference_of",
    "first_distinct",
    "fit_above_zero",
    "fit_to_total",
    "interval_of",
    "keep_if_large",
    "least_diverse",
    "most_success",
    "share_unique",
    "smallest_group",
    "sum_of",
    "suppress_small_cells",
    "suppress_small_entries",
]
