"""Asterisk FastAGI: the offer as a session over a stream, `AGI(agi://host/…)` in the dial plan."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dialonce.channels.agi_channel import AgiChannel, HungUp, read_request
from dialonce.channels.offer import CallDesk, VoiceCall, VoiceMove, answer_offer, dialled_number, open_call
from dialonce.errors import Invalid
from dialonce.i18n import Locale

OUTCOME_VARIABLE = "DIALONCE_OUTCOME"
_MILLISECONDS_TO_ANSWER = 5000
_WITHHELD = frozenset({"", "unknown", "anonymous"})

OpenDesk = Callable[[Mapping[str, str]], CallDesk | None]
"""From the request's variables (`agi_network_script` names the Solution) to its desk; None for nobody's."""


@dataclass(frozen=True, slots=True)
class AgiPrompts:
    """Names of sound files on the Asterisk side, without extension: it has no voice of its own to read words."""

    locale: Locale
    folder: str = "dialonce"

    def sound(self, move: VoiceMove) -> str:
        return f"{self.folder}/{move.value}-{self.locale}"


async def run_agi_session(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, open_desk: OpenDesk, prompts: AgiPrompts
) -> VoiceMove | None:
    """Run the offer on one call and return its last move; None when nobody's, cut off or not AGI at all.

    The dial plan finds the move in the channel variable `DIALONCE_OUTCOME` and goes on either way.
    """
    try:
        request = await read_request(reader)
        desk = open_desk(request)
        if desk is None:
            return None
        return await _run(AgiChannel(reader, writer), parse_agi_call(request), desk, prompts)
    except (HungUp, Invalid, TimeoutError, ConnectionError):
        return None
    finally:
        writer.close()


async def serve_agi(host: str, port: int, open_desk: OpenDesk, prompts: AgiPrompts) -> asyncio.Server:
    """Listen for Asterisk. FastAGI has neither encryption nor passwords: bind to loopback or a private network."""

    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await run_agi_session(reader, writer, open_desk, prompts)

    return await asyncio.start_server(session, host, port, limit=4096)


def parse_agi_call(request: Mapping[str, str]) -> VoiceCall:
    caller = request.get("agi_callerid", "")
    called = request.get("agi_dnid", "")
    if called in _WITHHELD:
        called = request.get("agi_extension", "")
    return VoiceCall(None if caller in _WITHHELD else dialled_number(caller), dialled_number(called))


async def _run(channel: AgiChannel, call: VoiceCall, desk: CallDesk, prompts: AgiPrompts) -> VoiceMove:
    move = await open_call(call, desk)
    if move is VoiceMove.OFFER:
        keys = await channel.ask(prompts.sound(move), _MILLISECONDS_TO_ANSWER)
        move = await answer_offer(call, keys, desk)
    if move in {VoiceMove.SENT, VoiceMove.SORRY}:
        await channel.play(prompts.sound(move))
    await channel.set_variable(OUTCOME_VARIABLE, move.value)
    return move
