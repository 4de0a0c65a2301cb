"""Where a message goes, held so that it cannot slip into a log."""

from typing import NoReturn

HIDDEN = "•"


class Recipient:
    """A number, e-mail address or URL that refuses to be printed, pickled or serialised.

    Carriers call `reveal()` at the moment of sending and nowhere else. `masked()` is for people who run
    the service: enough to tell two recipients of one test apart, not enough to reach either.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def masked(self) -> str:
        return mask(self._value)

    def __repr__(self) -> str:
        return "Recipient(hidden)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipient) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Recipient, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("A recipient is not serialised: store it in the vault and keep its reference.")


def mask(value: str) -> str:
    """Return `value` with what identifies a person covered; how much was covered is not told."""
    if "://" in value:
        return f"{value.split('://', 1)[0]}://{HIDDEN * 3}"
    if "@" in value:
        return f"{value[:1]}{HIDDEN * 3}@{HIDDEN * 3}.{value.rsplit('.', 1)[-1]}"
    if len(value) < 8:
        return HIDDEN * 3
    return f"{value[:3]}{HIDDEN * 4}{value[-2:]}"
