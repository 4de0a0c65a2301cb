"""Opening hours as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.publishers import OpeningRule, canonical_hours, read_opening_hours, write_opening_hours

SPANS = st.tuples(st.integers(0, 1439), st.integers(0, 1560)).filter(lambda span: span[0] != span[1])
RULES = st.builds(
    OpeningRule,
    st.sets(st.integers(0, 7)).map(lambda days: tuple(sorted(days))),
    st.lists(SPANS, max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        (" ; ", ""),
        ("24/7", "24/7"),
        ("Mo-Fr 08:00-20:00; Sa 09:00-13:00; PH off", "Mo-Fr 08:00-20:00; Sa 09:00-13:00; PH off"),
        ("lundi-vendredi 8h-12h, 14h-18h30\nsamedi fermé", "Mo-Fr 08:00-12:00,14:00-18:30; Sa off"),
        ("lu-ve 8h–20h ; JF fermé", "Mo-Fr 08:00-20:00; PH off"),
        ("Mon, Wed 9-17", "Mo,We 09:00-17:00"),
        ("Sa-Mo 22:00-02:00", "Mo,Sa-Su 22:00-02:00"),
        ("8-20", "08:00-20:00"),
        ("su,ph 10:00-12:00", "Su,PH 10:00-12:00"),
    ],
)
def test_hours_are_kept_in_one_notation(written: str, kept: str) -> None:
    assert canonical_hours(written) == kept
    assert canonical_hours(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "all day",
        "Mo-Fr",
        "Mo-Fr 8:00",
        "Mo 25:00-26:00",
        "Mo 08:00-08:00",
        "Mo 08:70-09:00",
        "m 8-9",
        "PH-Mo 8-9",
        "8-9-10",
    ],
)
def test_hours_that_cannot_be_read_are_refused_where_they_stand(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        canonical_hours(written)
    assert refused.value.faults[0].where == "/opening_hours"


@given(st.lists(RULES, max_size=4).map(tuple))
def test_what_is_written_reads_as_it_was(rules: tuple[OpeningRule, ...]) -> None:
    assert read_opening_hours(write_opening_hours(rules)) == rules


@given(st.text(alphabet="MoFrTuPHoff lundi0123456789:h-,;/é", max_size=40))
def test_any_text_is_hours_or_refused(text: str) -> None:
    try:
        kept = canonical_hours(text)
    except Invalid:
        return
    assert canonical_hours(kept) == kept
