"""What can go wrong, one class for each way to react."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Fault:
    """One thing wrong with what was sent: where (a JSON pointer, a name) and what."""

    where: str
    what: str


class DialOnceError(Exception):
    """Root of all. `status` is the HTTP status, 0 without an answer; `detail` the service's sentence."""

    status: int = 0
    code: str = ""
    detail: str = ""
    faults: tuple[Fault, ...] = ()
    clauses: tuple[str, ...] = ()
    retry_after: float | None = None


class NoAnswer(DialOnceError):
    """No connection, or it broke or took too long. Whether the service acted is unknown."""


class ServiceError(DialOnceError):
    """The service answered, and not with what was asked for."""

    statuses: ClassVar[tuple[int, ...]] = ()

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        self.code = str(problem.get("type", "")).rpartition("/")[2]
        self.detail = str(problem.get("detail") or problem.get("title") or problem.get("message") or "")
        self.faults = tuple(
            Fault(str(fault.get("where", "")), str(fault.get("what", "")))
            for fault in problem.get("faults", ())
            if isinstance(fault, dict)
        )
        self.clauses = tuple(map(str, problem.get("clauses") or ()))
        self.retry_after = retry_after
        super().__init__(f"{status} {self.detail}".strip())


class Invalid(ServiceError):
    """What was sent cannot be understood or breaks a rule; nothing was stored."""

    statuses: ClassVar[tuple[int, ...]] = (400, 405, 415, 422)


class Unauthorized(ServiceError):
    """The credentials or the token are wrong, revoked or out of date."""

    statuses: ClassVar[tuple[int, ...]] = (401,)


class Forbidden(ServiceError):
    """These credentials may not do this."""

    statuses: ClassVar[tuple[int, ...]] = (403,)


class Refused(Forbidden):
    """The privacy policy says no; `clauses` are the ids that say so."""


class NotFound(ServiceError):
    """No such thing, or not one that these credentials may know of."""

    statuses: ClassVar[tuple[int, ...]] = (404, 410)


class Conflict(ServiceError):
    """The thing has changed or exists already; read it again."""

    statuses: ClassVar[tuple[int, ...]] = (409, 412)


class TooLarge(ServiceError):
    """Over a limit that the detail names."""

    statuses: ClassVar[tuple[int, ...]] = (413,)


class TooMany(ServiceError):
    """A limit per time is reached; `retry_after` says for how many seconds, if known."""

    statuses: ClassVar[tuple[int, ...]] = (408, 429)


class Unavailable(ServiceError):
    """The service, or a part of it, is away."""


_BY_STATUS = {
    status: kind
    for kind in (Invalid, Unauthorized, Forbidden, NotFound, Conflict, TooLarge, TooMany)
    for status in kind.statuses
}


def error_for(status: int, problem: Mapping[str, Any], retry_after: float | None) -> ServiceError:
    """The error that a problem document (RFC 9457) or a classic error body means."""
    if status == 403 and problem.get("clauses"):
        return Refused(status, problem, retry_after)
    kind = _BY_STATUS.get(status, Unavailable if status >= 500 else ServiceError)
    return kind(status, problem, retry_after)
