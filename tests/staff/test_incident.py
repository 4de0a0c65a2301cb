"""The clocks of a breach, and what must be documented before it may be closed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.staff import (
    Assessment,
    ClockState,
    Incident,
    IncidentStep,
    Nature,
    Risk,
    StepKind,
    authority_clock,
    closing_faults,
    people_clock,
)
from dialonce.staff.incident import check_step

PARIS = ZoneInfo("Europe/Paris")
NOBODY = UUID(int=0)
KNOWN = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)
FAR = KNOWN.replace(year=2040, tzinfo=None)
JUDGED = Assessment(
    natures=(Nature.CONFIDENTIALITY,),
    consequences="Spam",
    measures="Key changed",
    risk=Risk.RISK,
    risk_reason="Numbers without names",
)


def breach(*, known: datetime = KNOWN, judged: Assessment = JUDGED, steps: tuple[IncidentStep, ...] = ()) -> Incident:
    return Incident(NOBODY, NOBODY, "Lost key", known, False, judged, known, NOBODY, None, steps)


def step(kind: StepKind, at: datetime, note: str = "") -> IncidentStep:
    return IncidentStep(NOBODY, 1, kind, at, at, NOBODY, note)


@pytest.mark.clause("8-j", "S-GDPR-33")
@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2026-10-24T12:00", "2026-10-27T11:00"),
        ("2026-03-27T12:00", "2026-03-30T13:00"),
        ("2026-12-24T18:15", "2026-12-27T18:15"),
        ("2026-04-03T23:59", "2026-04-06T23:59"),
    ],
)
def test_hours_run_through_clock_changes_weekends_and_holidays(known: str, due: str) -> None:
    since = datetime.fromisoformat(known).replace(tzinfo=PARIS)
    clock = authority_clock(breach(known=since.astimezone(UTC)), 72, KNOWN)
    assert clock.due is not None
    assert clock.due.astimezone(PARIS).replace(tzinfo=None).isoformat(timespec="minutes") == due


@given(st.datetimes(timezones=st.just(UTC), max_value=FAR), st.integers(1, 200))
def test_clock_ends_after_exactly_so_many_hours(known: datetime, hours: int) -> None:
    clock = authority_clock(breach(known=known), hours, known)
    assert clock.due == known + timedelta(hours=hours)
    assert clock.state == ClockState.RUNNING
    late = authority_clock(breach(known=known), hours, known + timedelta(hours=hours, seconds=1))
    assert late.state == ClockState.LATE


def test_notification_stops_the_clock_and_a_late_one_says_so() -> None:
    in_time = breach(steps=(step(StepKind.AUTHORITY_TOLD, KNOWN + timedelta(hours=72)),))
    too_late = breach(steps=(step(StepKind.AUTHORITY_TOLD, KNOWN + timedelta(hours=73)),))
    assert authority_clock(in_time, 72, KNOWN).state == ClockState.DONE
    assert authority_clock(too_late, 72, KNOWN).state == ClockState.DONE_LATE


@pytest.mark.parametrize(
    ("risk", "authority", "people"),
    [
        (Risk.UNKNOWN, ClockState.RUNNING, ClockState.OPEN),
        (Risk.NONE, ClockState.NOT_NEEDED, ClockState.NOT_NEEDED),
        (Risk.RISK, ClockState.RUNNING, ClockState.NOT_NEEDED),
        (Risk.HIGH, ClockState.RUNNING, ClockState.OPEN),
    ],
)
def test_risk_decides_who_must_be_told(risk: Risk, authority: ClockState, people: ClockState) -> None:
    judged = breach(judged=msgspec.structs.replace(JUDGED, risk=risk))
    assert (authority_clock(judged, 72, KNOWN).state, people_clock(judged).state) == (authority, people)


def test_nothing_is_closed_before_it_is_documented() -> None:
    missing = closing_faults(breach(judged=Assessment()), 72, KNOWN)
    assert missing == ["natures", "risk", "risk-reason", "consequences", "measures", "authority", "people"]
    told = step(StepKind.AUTHORITY_TOLD, KNOWN + timedelta(hours=1))
    assert closing_faults(breach(steps=(told,)), 72, KNOWN) == []


def test_late_notification_needs_its_reasons() -> None:
    late = KNOWN + timedelta(hours=100)
    assert closing_faults(breach(steps=(step(StepKind.AUTHORITY_TOLD, late),)), 72, late) == ["delay-reason"]
    explained = step(StepKind.AUTHORITY_TOLD, late, "The extent was not known before.")
    assert closing_faults(breach(steps=(explained,)), 72, late) == []


@pytest.mark.parametrize(
    ("kind", "at", "note"),
    [
        (StepKind.CONTAINED, KNOWN - timedelta(minutes=1), ""),
        (StepKind.CONTAINED, KNOWN + timedelta(days=2), ""),
        (StepKind.PEOPLE_NOT_TOLD, KNOWN, " "),
        (StepKind.MEASURE, KNOWN, "x" * 4_001),
    ],
)
def test_step_that_cannot_be_is_refused(kind: StepKind, at: datetime, note: str) -> None:
    with pytest.raises(Invalid):
        check_step(breach(), kind, at, note, KNOWN + timedelta(days=1))
