"""Commands on a database of the test run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer
from typer.testing import CliRunner, Result

from dialonce.app.addresses import Addresses
from dialonce.cli import credential, interface, line, publisher, rights, sharing, solution, staff, token
from tests.conftest import ROOT_KEY

Run = Callable[..., Result]

app = typer.Typer()
for name, commands in {
    "publisher": publisher,
    "solution": solution,
    "credential": credential,
    "token": token,
    "line": line,
    "interface": interface,
    "rights": rights,
    "sharing": sharing,
    "staff": staff,
}.items():
    app.add_typer(commands.app, name=name)


@pytest.fixture
def run(addresses: Addresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command. The answer's exception is what `main` makes one line of."""
    monkeypatch.setenv("DIALONCE_DATA", str(tmp_path))
    monkeypatch.setenv("DIALONCE_DATABASE_URL", addresses.database)
    monkeypatch.setenv("DIALONCE_DATABASE_SECRET", "test")
    monkeypatch.setenv("DIALONCE_ROOT_KEY", ROOT_KEY)
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*arguments: object, give: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=give)

    return invoke


def read(result: Result) -> list[dict[str, Any]]:
    """The rows of a `--json` answer that succeeded."""
    assert result.exit_code == 0, (result.output, result.exception)
    rows: list[dict[str, Any]] = msgspec.json.decode(result.stdout)
    return rows


def refusal(result: Result, kind: type[Exception]) -> str:
    """The sentence that a command was refused with."""
    assert isinstance(result.exception, kind), (result.output, result.exception)
    return str(result.exception)
