import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from service import Service, running


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as started:
        yield started
