"""The Python SDK carries the reader of this room, not a second one."""

from pathlib import Path

import pytest

ROOM = Path("src/dialonce/numbers/sets")
SDK = Path("sdk/python/dialonce_sdk/number_set")
OWN = {"__init__.py", "signature.py"}
SHARED = sorted(path.name for path in SDK.glob("*.py") if path.name not in OWN)


def test_sdk_carries_all_that_reading_needs() -> None:
    assert sorted({path.name for path in ROOM.glob("*.py")} - OWN - {"build.py"}) == SHARED


@pytest.mark.parametrize("name", SHARED)
def test_shared_file_is_the_same(name: str) -> None:
    assert (SDK / name).read_text("utf-8") == (ROOM / name).read_text("utf-8"), f"copy {ROOM / name} to {SDK}"
