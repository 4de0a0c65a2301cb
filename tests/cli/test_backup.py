"""Backup and restore from the shell, on an embedded server of their own, as a person would."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import Connection

from dialonce.app.install import installation
from dialonce.settings import Settings

SHELL = [sys.executable, "-m", "dialonce"]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data folder that PostgreSQL's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="dialonce-backup-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def dialonce(home: Path, *arguments: object, data: str = "data") -> str:
    """What a command says; AssertionError with all of it when it failed."""
    done = subprocess.run(
        [*SHELL, *map(str, arguments)],
        env={**os.environ, "DIALONCE_DATA": str(home / data), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_backup_is_written_checked_and_restored_into_another_installation(home: Path) -> None:
    dialonce(home, "migrate")
    dialonce(home, "publisher", "create", "Azur Télécom", "--slug", "azur")
    said = dialonce(home, "backup", home / "backup")
    for part in (
        "Writing the data",
        "Writing the vault",
        "Checking what was written",
        "data.dump",
        "Written and read back",
    ):
        assert part in said
    assert "is whole" in dialonce(home, "backup", "--check", home / "backup")
    dialonce(home, "publisher", "disable", "azur")
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(home / "data" / "root.key", elsewhere / "root.key")
    said = dialonce(home, "restore", home / "backup", data="elsewhere")
    assert "Restoring the data" in said
    assert "0 erasures stand" in said
    assert '"enabled": true' in dialonce(home, "publisher", "list", "--json", data="elsewhere")
    assert "kept as dialonce_before_" in dialonce(home, "restore", home / "backup")
    assert '"enabled": true' in dialonce(home, "publisher", "list", "--json")


def test_restore_beside_a_running_service_is_refused_in_words(home: Path) -> None:
    with (
        installation(Settings(data=home / "data")) as addresses,
        Connection.connect(addresses.owner),
        pytest.raises(AssertionError, match="Stop the service first"),
    ):
        dialonce(home, "restore", home / "backup")
    assert '"enabled": true' in dialonce(home, "publisher", "list", "--json")


def test_damaged_backup_is_said_in_words(home: Path) -> None:
    data = home / "backup" / "data.dump"
    data.write_bytes(data.read_bytes()[:-10])
    with pytest.raises(AssertionError, match="damaged"):
        dialonce(home, "backup", "--check", home / "backup")
    with pytest.raises(AssertionError, match="damaged"):
        dialonce(home, "restore", home / "backup")
    assert '"enabled": true' in dialonce(home, "publisher", "list", "--json")
