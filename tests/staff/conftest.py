"""A publisher whose staff the tests are about."""

from uuid import UUID

import pytest

from dialonce.app.parts import Running
from tests.house_of import furnish


@pytest.fixture(scope="module")
async def publisher(running: Running) -> UUID:
    return (await furnish(running)).publisher_id
