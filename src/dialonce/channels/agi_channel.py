"""The Asterisk Gateway Interface on the wire: variables in, commands out, one reply each."""

import asyncio
import re

from dialonce.errors import Invalid

_MOST_VARIABLES = 200
_SECONDS_FOR_REQUEST = 10.0
_SECONDS_FOR_REPLY = 90.0
_REPLY = re.compile(r"(\d{3})[ -]?(.*)", re.DOTALL)
_RESULT = re.compile(r"result=(-?[0-9*#]*)")


class HungUp(Exception):
    """The caller is gone; nothing more can be said or asked."""


async def read_request(reader: asyncio.StreamReader) -> dict[str, str]:
    """Return the `agi_…` variables that open a session. Raises `Invalid` for what is not AGI, `TimeoutError`."""
    variables: dict[str, str] = {}
    async with asyncio.timeout(_SECONDS_FOR_REQUEST):
        while line := await _read_line(reader):
            name, colon, value = line.partition(":")
            if not colon or not name.startswith("agi_") or len(variables) >= _MOST_VARIABLES:
                raise Invalid("An AGI session begins with lines `agi_name: value` and an empty line.")
            variables[name] = value.strip()
    return variables


class AgiChannel:
    """One call's commands. Each raises `HungUp` when the caller is gone, `Invalid` when Asterisk refuses it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def ask(self, sound: str, milliseconds: int) -> str:
        """Play `sound` and return the one key that was pressed; "" for none in time."""
        return await self._command(f'GET DATA "{sound}" {milliseconds} 1')

    async def play(self, sound: str) -> None:
        await self._command(f'STREAM FILE "{sound}" ""')

    async def set_variable(self, name: str, value: str) -> None:
        await self._command(f'SET VARIABLE {name} "{value}"')

    async def _command(self, line: str) -> str:
        self._writer.write(line.encode() + b"\n")
        await self._writer.drain()
        async with asyncio.timeout(_SECONDS_FOR_REPLY):
            code, text = await self._read_reply()
        found = _RESULT.match(text)
        if code == 511 or (found and found[1] == "-1"):
            raise HungUp
        if code != 200 or found is None:
            raise Invalid(f"Asterisk answered {code} to an AGI command; check that it knows FastAGI.")
        return found[1]

    async def _read_reply(self) -> tuple[int, str]:
        line = await _read_line(self._reader)
        found = _REPLY.fullmatch(line)
        if line.startswith("HANGUP"):
            raise HungUp
        if found is None:
            raise Invalid("Asterisk's reply to an AGI command has no code.")
        return int(found[1]), found[2]


async def _read_line(reader: asyncio.StreamReader) -> str:
    try:
        line = await reader.readline()
    except ValueError:  # longer than the stream's limit
        raise Invalid("A line of an AGI session is too long.") from None
    if not line.endswith(b"\n"):
        raise HungUp
    return line.decode("utf-8", "replace").rstrip("\r\n")
