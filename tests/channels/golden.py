"""Golden files: write them anew with `UPDATE_GOLDEN=1 pytest tests/channels`, and read the difference."""

import os
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


def assert_golden(name: str, document: str) -> None:
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(document + "\n", encoding="utf-8")
    assert document + "\n" == path.read_text(encoding="utf-8")
