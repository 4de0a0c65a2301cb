"""The groups of commands, by name."""

from collections.abc import Mapping

from typer import Typer

from dialonce.cli import policy

SUBCOMMANDS: Mapping[str, Typer] = {
    "policy": policy.app,
}
