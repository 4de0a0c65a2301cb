"""The development outbox: messages go to a file instead of to the world. The default carrier."""

import asyncio
import os
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from dialonce.channels.carrier import Handover, MessageKind, Outbound, handed_over
from dialonce.channels.message_class import MessageClass
from dialonce.errors import Unavailable


class OutboxEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the file. `recipient` is masked for good; `text` holds the link, which is why the file is private."""

    at: datetime
    id: str
    kind: MessageKind
    message_class: MessageClass
    recipient: str
    sender: str
    locale: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """Appends to the JSON-lines file at `path`, readable by its owner only (0600)."""

    path: Path

    async def hand_over(self, message: Outbound) -> Handover:
        """As `Carrier`; raises `Unavailable` when the file cannot be written, since that is our own disk."""
        line = msgspec.json.encode(_entry(message)) + b"\n"
        try:
            await asyncio.to_thread(_append, self.path, line)
        except OSError as error:
            raise Unavailable(
                f"The outbox file cannot be written ({error.strerror}); check the folder that DIALONCE_DATA names."
            ) from None
        return handed_over(f"outbox:{message.id}")


def read_outbox(path: Path, limit: int) -> list[OutboxEntry]:
    """Return the newest `limit` messages, newest first. A line cut off by a crash is skipped; no file is no message."""
    try:
        with path.open("rb") as lines:
            newest = deque(lines, maxlen=limit)
    except FileNotFoundError:
        return []
    return [entry for line in reversed(newest) if (entry := _decode(line)) is not None]


def trim_outbox(path: Path, before: datetime) -> int:
    """Forget the messages older than `before` and return how many; for the nightly sweep, as it rewrites the file."""
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return 0
    kept = [line for line in lines if (entry := _decode(line)) is not None and entry.at >= before]
    if len(kept) < len(lines):
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        _append(fresh, b"".join(kept))
        fresh.replace(path)
    return len(lines) - len(kept)


def _entry(message: Outbound) -> OutboxEntry:
    return OutboxEntry(
        at=message.attempted_at,
        id=message.id,
        kind=message.kind,
        message_class=message.message_class,
        recipient=message.recipient.masked(),
        sender=message.sender,
        locale=message.locale,
        subject=message.text.subject,
        text=message.text.body,
    )


def _append(path: Path, line: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, 0o600)
    try:
        path.chmod(0o600)  # the file may be older than this rule
        os.write(handle, line)  # one write to an appended file: lines of two processes do not mix
    finally:
        os.close(handle)


def _decode(line: bytes) -> OutboxEntry | None:
    try:
        return msgspec.json.decode(line, type=OutboxEntry)
    except msgspec.DecodeError:
        return None
