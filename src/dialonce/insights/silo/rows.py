"""A crowd as rows of which none leads to another, and in no order that tells anything."""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta

from dialonce.insights.silo.pseudonym import pseudonym_of
from dialonce.insights.silo.waiting import Crowd, Report

ANY = "any"
"""The row of everybody whom a week saw, whatever they did."""
RETURNING = "returning"
"""The row of those whom an earlier week had seen."""
LOOKED_BACK = 12
"""Weeks in which somebody who returns was seen before."""


def earlier_of(crowd: Crowd) -> Mapping[bytes, bytes]:
    """By the pseudonym that each holder of a crowd had in an earlier week, the holder."""
    _, week, reports = crowd
    return {
        pseudonym_of(holder, week - timedelta(weeks=ago), ANY): holder
        for holder in {holder for holder, _ in reports}
        for ago in range(1, LOOKED_BACK + 1)
    }


def rows_of(crowd: Crowd, known: Collection[bytes]) -> list[Report]:
    """The rows of a crowd, each a pseudonym of its own with its event. `known` are the holders whom an earlier week had seen."""
    _, week, reports = crowd
    holders = {holder for holder, _ in reports}
    told = [*reports, *((holder, ANY) for holder in holders), *((holder, RETURNING) for holder in holders & set(known))]
    rows = [(pseudonym_of(holder, week, event), event) for holder, event in told]
    secrets.SystemRandom().shuffle(rows)
    return rows
