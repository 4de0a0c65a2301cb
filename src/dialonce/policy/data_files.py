"""Reads the policy's own data files, which are part of the package."""

import tomllib
from importlib.resources import files
from typing import Any

_DATA = files("dialonce.policy") / "data"


def read_table(name: str) -> dict[str, Any]:
    """The content of one TOML file below `data/`."""
    return tomllib.loads((_DATA / name).read_text("utf-8"))


def read_tables(folder: str) -> dict[str, Any]:
    """All tables of the TOML files of a folder, in the order of the file names; ValueError if two share an id."""
    merged: dict[str, Any] = {}
    for entry in sorted((_DATA / folder).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            tables = tomllib.loads(entry.read_text("utf-8"))
            if twice := merged.keys() & tables.keys():
                raise ValueError(f"{folder}/{entry.name}: {min(twice)} is defined twice; keep one.")
            merged |= tables
    return merged
