"""The groups of commands, by name."""

from collections.abc import Mapping

from typer import Typer

from dialonce.cli import (
    audit,
    credential,
    insights,
    interface,
    keys,
    line,
    policy,
    publisher,
    retention,
    rights,
    sharing,
    solution,
    staff,
    storage,
    token,
)

SUBCOMMANDS: Mapping[str, Typer] = {
    "publisher": publisher.app,
    "solution": solution.app,
    "credential": credential.app,
    "token": token.app,
    "line": line.app,
    "interface": interface.app,
    "staff": staff.app,
    "policy": policy.app,
    "audit": audit.app,
    "insights": insights.app,
    "keys": keys.app,
    "retention": retention.app,
    "rights": rights.app,
    "sharing": sharing.app,
    "storage": storage.app,
}
