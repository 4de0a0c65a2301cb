"""The journal from the shell: sign, export, verify with nothing but the export, the key and a kept checkpoint."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from dialonce.app.install import installation
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from tests.cli.test_backup import home
from tests.vault.people import call, new_publisher

__all__ = ["home"]


def dialonce(home: Path, *arguments: object) -> tuple[int, str]:
    """Exit status and output of a command."""
    done = subprocess.run(
        [sys.executable, "-m", "dialonce", *map(str, arguments)],
        env={**os.environ, "DIALONCE_DATA": str(home / "data"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout or done.stderr


async def some_calls(settings: Settings) -> None:
    with installation(settings) as addresses:
        async with open_parts(settings, addresses) as running:
            publisher = await new_publisher(running)
            for digit in range(5):
                await call(running.parts.vault, publisher, f"+3361234567{digit}")


@pytest.fixture(scope="module")
def export(home: Path) -> list[bytes]:
    """An export with entries behind a kept checkpoint; the key and the checkpoint stand beside."""
    dialonce(home, "migrate")
    asyncio.run(some_calls(Settings(data=home / "data")))
    (home / "kept").write_text(dialonce(home, "audit", "checkpoint")[1])
    (home / "key").write_text(dialonce(home, "audit", "key")[1].strip())
    assert dialonce(home, "audit", "verify", "--checkpoint", home / "kept")[0] == 0
    status, said = dialonce(home, "audit", "export", home / "journal.jsonl")
    assert (status, "records in" in said) == (0, True)
    return (home / "journal.jsonl").read_bytes().splitlines(keepends=True)


def verify(home: Path, lines: list[bytes], *options: object) -> tuple[int, str]:
    spoiled = home / "spoiled.jsonl"
    spoiled.write_bytes(b"".join(lines))
    return dialonce(home, "audit", "verify", spoiled, "--public-key", (home / "key").read_text(), *options)


def test_whole_export_verifies(home: Path, export: list[bytes]) -> None:
    status, said = verify(home, export, "--checkpoint", home / "kept")
    assert (status, "faults: 0" in said) == (0, True), said


def test_what_was_done_to_an_export_is_located(home: Path, export: list[bytes]) -> None:
    first = next(at for at, line in enumerate(export) if b'"record":"entry"' in line)
    place = msgspec.json.decode(export[first])
    where = f"lane {place['lane']}, position {place['position']}"
    altered = export[first].replace(b"permit", b"denied")
    for spoiled, what in (
        ([*export[:first], altered, *export[first + 1 :]], "entry altered"),
        ([*export[:first], *export[first + 1 :]], "removed"),
    ):
        status, said = verify(home, spoiled)
        assert status == 1
        assert where in said, said
        assert what in said, said


def test_journal_that_was_rewound_is_told_by_the_kept_checkpoint(home: Path, export: list[bytes]) -> None:
    """Every newer record is gone, the checkpoint with them: the export alone looks whole."""
    empty = [
        msgspec.json.encode({"record": "lane", "lane": lane, "length": 0, "head": bytes(32)}) + b"\n"
        for lane in range(16)
    ]
    assert verify(home, empty)[0] == 0
    status, said = verify(home, empty, "--checkpoint", home / "kept")
    assert (status, "cut off after a signed checkpoint" in said) == (1, True), said


def test_file_that_is_no_checkpoint_is_refused(home: Path, export: list[bytes]) -> None:
    status, said = verify(home, export, "--checkpoint", home / "key")
    assert (status, "holds no checkpoint" in said) == (1, True), said
