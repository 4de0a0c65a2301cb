"""Back-pressure at the door of bulk."""

import pytest

from dialonce.api.event_bodies import MOST_BYTES
from dialonce.api.intake_limit import IntakeLimit
from dialonce.errors import TooLarge, TooMany

pytestmark = pytest.mark.anyio


async def test_full_house_sends_away_with_a_time_to_return() -> None:
    limit = IntakeLimit(100)
    async with limit.admit(60):
        with pytest.raises(TooMany) as full:
            async with limit.admit(41):
                pytest.fail("admitted")
        assert full.value.retry_after == 1
    async with limit.admit(100):
        pass


async def test_what_never_fits_is_too_large() -> None:
    with pytest.raises(TooLarge):
        async with IntakeLimit().admit(MOST_BYTES + 1):
            pytest.fail("admitted")
