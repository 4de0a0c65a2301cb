"""Links to drafts: good until their day, and nobody can make or mend one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid, NotFound
from dialonce.publishers import DraftLink, read_draft_link, sign_draft_link

KEY = b"k" * 32
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINK = DraftLink(UUID(int=1), UUID(int=2), NOW + timedelta(days=7))


def test_link_leads_to_its_draft_until_its_day() -> None:
    secret = sign_draft_link(KEY, LINK, NOW)
    assert read_draft_link(KEY, secret, NOW) == LINK
    assert read_draft_link(KEY, secret, LINK.until - timedelta(seconds=1)) == LINK
    with pytest.raises(NotFound):
        read_draft_link(KEY, secret, LINK.until)


@given(st.integers(0, 10_000), st.integers(1, 63))
def test_changed_link_leads_nowhere(at: int, by: int) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    secret = sign_draft_link(KEY, LINK, NOW)
    place = at % (len(secret) - 1)
    other = alphabet[(alphabet.index(secret[place]) + by) % 64]
    with pytest.raises(NotFound):
        read_draft_link(KEY, secret[:place] + other + secret[place + 1 :], NOW)


@given(st.text(max_size=100))
def test_anything_else_leads_nowhere(text: str) -> None:
    with pytest.raises(NotFound):
        read_draft_link(KEY, text, NOW)


def test_other_key_and_too_long_a_life_are_refused() -> None:
    with pytest.raises(NotFound):
        read_draft_link(b"x" * 32, sign_draft_link(KEY, LINK, NOW), NOW)
    for life in (timedelta(0), timedelta(days=31)):
        with pytest.raises(Invalid):
            sign_draft_link(KEY, DraftLink(UUID(int=1), UUID(int=2), NOW + life), NOW)
