"""Reads the policy's own data files, which are part of the package."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

_DATA = files("dialonce.policy") / "data"


def read_table(name: str) -> dict[str, Any]:
    """The content of one TOML file below `data/`."""
    return tomllib.loads((_DATA / name).read_text("utf-8"))


def read_ordered(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The TOML files of a folder by name (without ending), with their content, in reading order.

    A name starts with a number, or with letters, which come last.
    """
    names = (entry.name.removesuffix(".toml") for entry in (_DATA / folder).iterdir())
    for name in sorted(names, key=_reading_order):
        yield name, read_table(f"{folder}/{name}.toml")


def read_tables(folder: str) -> dict[str, Any]:
    """All tables of the TOML files of a folder in reading order; ValueError if two files share an id."""
    merged: dict[str, Any] = {}
    for name, tables in read_ordered(folder):
        if twice := merged.keys() & tables.keys():
            raise ValueError(f"{folder}/{name}.toml: {min(twice)} is defined twice; keep one.")
        merged |= tables
    return merged


def _reading_order(name: str) -> tuple[bool, int, str]:
    number = name.partition("-")[0]
    return (not number.isdigit(), int(number) if number.isdigit() else 0, name)
