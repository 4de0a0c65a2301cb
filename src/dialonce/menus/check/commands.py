"""Commands and their values. Ways to screens are in `links`."""

from collections.abc import Iterator

from dialonce.menus.check.finding import Finding
from dialonce.menus.model import Command, CommandName, Element
from dialonce.menus.urls import host_of, is_plain_http
from dialonce.menus.walk.resolve import is_package, phone_link


def check_command(element: Element, command: Command, *, given: bool) -> Iterator[Finding]:
    """Whether a tap can do what the command says; `given` when another element hands it its value."""
    pointer = f"{element.pointer}/data"
    if command.name not in set(CommandName):
        yield Finding("unknown-command", f"{pointer}/command", {"name": command.name[:60]})
    if command.name == CommandName.RATE and not _is_score(command.score):
        yield Finding("rate-score", f"{pointer}/score")
    if not given:
        yield from _check_value(command, pointer)
    frame_url = command.variables.frame_url if command.variables else None
    if frame_url and is_plain_http(frame_url):
        below = f"{pointer}/variables/viewContext/iframe/url"
        yield Finding("plain-http", below, {"host": host_of(frame_url) or "http"})


def _check_value(command: Command, pointer: str) -> Iterator[Finding]:
    value = (command.value or "").strip()
    match command.name:
        case CommandName.CALL if not value:
            yield Finding("call-without-number", pointer)
        case CommandName.CALL if "{{" not in value and phone_link(value) is None:
            yield Finding("bad-number", f"{pointer}/value")
        case CommandName.INSTALL if not is_package(value):
            yield Finding("store-without-package", f"{pointer}/value")
        case CommandName.INTERCEPTION if value not in {"true", "false"}:
            yield Finding("interception-without-value", f"{pointer}/value")


def _is_score(score: float | None) -> bool:
    return score is not None and 0 <= score <= 100
