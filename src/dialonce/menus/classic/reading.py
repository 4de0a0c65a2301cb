"""Reading members of a JSON object with tolerance for how people write them, collecting faults for the
rest.
"""

import math
from collections.abc import Iterator
from typing import Any

from dialonce.errors import Fault
from dialonce.menus.classic.loading import MAX_FAULTS
from dialonce.menus.pointer import join
from dialonce.menus.scalars import as_number, as_text

MAX_ADDRESS = 200

Raw = dict[str, Any]


class Reader:
    """Asks for members by the type they should have. A wrong type is noted as a fault and read as absent."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, pointer: str, what: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(pointer, what))

    def text(self, raw: Raw, key: str, pointer: str) -> str | None:
        """Text, number or boolean as text; None when absent or null."""
        value = raw.get(key)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return as_text(value)
        self.fault(join(pointer, key), f"This must be a text, not {_kind(value)}.")
        return None

    def address(self, raw: Raw, key: str, pointer: str) -> str:
        address = self.text(raw, key, pointer) or ""
        if len(address) > MAX_ADDRESS:
            self.fault(join(pointer, key), f"This has more than {MAX_ADDRESS} characters; shorten it.")
        return address

    def boolean(self, raw: Raw, key: str, pointer: str, *, default: bool) -> bool:
        value = raw.get(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return bool(value == "true")
        self.fault(join(pointer, key), f"This must be true or false, not {_kind(value)}.")
        return default

    def number(self, raw: Raw, key: str, pointer: str) -> float | None:
        """A number, also when written as text; None when absent or when the text is no number."""
        value = raw.get(key)
        match value:
            case None:
                return None
            case str():
                number = as_number(value)
                return None if math.isnan(number) else number
            case int() | float() if not isinstance(value, bool):
                return _float(value)
        self.fault(join(pointer, key), f"This must be a number, not {_kind(value)}.")
        return None

    def object(self, raw: Raw, key: str, pointer: str) -> Raw:
        """The object at `key`; empty when absent or null."""
        value = raw.get(key)
        return {} if value is None else self.as_object(value, join(pointer, key))

    def as_object(self, value: Any, pointer: str) -> Raw:
        if isinstance(value, dict):
            return value
        self.fault(pointer, f"This must be an object, not {_kind(value)}.")
        return {}

    def items(self, raw: Raw, key: str, pointer: str) -> Iterator[tuple[str, Any]]:
        """The items of the list at `key`, each with its pointer; none when absent or null."""
        value = raw.get(key)
        if isinstance(value, list):
            below = join(pointer, key)
            yield from ((f"{below}/{index}", item) for index, item in enumerate(value))
        elif value is not None:
            self.fault(join(pointer, key), f"This must be a list, not {_kind(value)}.")

    def style_map(self, raw: Raw, key: str, pointer: str) -> dict[str, str]:
        """CSS properties and values; properties without a value are left out."""
        values = self.object(raw, key, pointer)
        texts = ((name, self.text(values, name, join(pointer, key))) for name in values)
        return {name: text for name, text in texts if text is not None}

    def css(self, raw: Raw, key: str, pointer: str) -> str:
        """CSS text; a map of properties is read as a rule for the whole screen."""
        if not isinstance(raw.get(key), dict):
            return self.text(raw, key, pointer) or ""
        styles = self.style_map(raw, key, pointer)
        return ":root{" + ";".join(f"{name}:{value}" for name, value in styles.items()) + "}"


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.copysign(math.inf, value)


def _kind(value: Any) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case bool():
            return "true or false"
        case str():
            return "a text"
        case _:
            return "a number"
