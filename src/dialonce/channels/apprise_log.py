"""Apprise tells why a gateway refused only in its log, which also names recipients: hear the code, drop the rest."""

import logging
import re
import threading

from dialonce.channels.delivery import FailureReason
from dialonce.channels.quiet import hush

_STATUS = re.compile(r"error=(\d{3})\b")
_REASONS = {
    401: FailureReason.CARRIER_UNAUTHORIZED,
    403: FailureReason.CARRIER_UNAUTHORIZED,
    408: FailureReason.CARRIER_TIMEOUT,
    429: FailureReason.CARRIER_BUSY,
}


class _Ear(logging.Filter):
    """Keeps, for each thread, the reason of the last failure that was logged in it. Lets no record pass."""

    def __init__(self) -> None:
        super().__init__()
        self._heard = threading.local()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            self._heard.reason = reason_of(record.getMessage())
        return False

    def forget(self) -> None:
        self._heard.reason = FailureReason.UNKNOWN

    def heard(self) -> FailureReason:
        reason: FailureReason = getattr(self._heard, "reason", FailureReason.UNKNOWN)
        return reason


EAR = _Ear()


def listen() -> None:
    """Silence Apprise and its HTTP library in this process; listening twice is listening once."""
    logging.getLogger("apprise").addFilter(EAR)
    hush("urllib3.connectionpool", "urllib3.util.retry")


def reason_of(line: str) -> FailureReason:
    """Return the reason in one line of Apprise's log; what it does not tell is `unknown`."""
    if "connection error" in line.casefold():
        return FailureReason.CARRIER_UNREACHABLE
    if line.startswith("Sending email to"):
        return FailureReason.MESSAGE_REFUSED
    found = _STATUS.search(line)
    if found is None:
        return FailureReason.UNKNOWN
    status = int(found[1])
    if status in _REASONS:
        return _REASONS[status]
    return FailureReason.CARRIER_UNAVAILABLE if status >= 500 else FailureReason.MESSAGE_REFUSED
