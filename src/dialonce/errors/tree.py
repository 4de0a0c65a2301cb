"""The error tree. The HTTP edge maps `status` and `code` to RFC 9457; the shell prints the message."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input: `where` is a JSON pointer, a column or a line number; `what` a sentence."""

    where: str
    what: str


class DialOnceError(Exception):
    """Root of all errors that a caller may see."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, *, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults


class Invalid(DialOnceError):
    """The input cannot be understood or breaks a rule; nothing was stored."""

    status = 400
    code = "invalid"
    title = "Invalid input"


class Unauthorized(DialOnceError):
    """Who is asking could not be established."""

    status = 401
    code = "unauthorized"
    title = "Unauthorized"


class Forbidden(DialOnceError):
    """Who is asking is known, and may not."""

    status = 403
    code = "forbidden"
    title = "Forbidden"


class Refused(DialOnceError):
    """The privacy policy says no. `clauses` are the ids that say so."""

    status = 403
    code = "refused-by-policy"
    title = "Refused by the privacy policy"

    def __init__(self, detail: str, *, clauses: tuple[str, ...]) -> None:
        super().__init__(detail)
        self.clauses = clauses


class NotFound(DialOnceError):
    """No such thing, or not one that the asker may know of; the two are not told apart."""

    status = 404
    code = "not-found"
    title = "Not found"


class Conflict(DialOnceError):
    """The thing has changed or exists already; read it again and retry."""

    status = 409
    code = "conflict"
    title = "Conflict"


class TooLarge(DialOnceError):
    """The input is over a limit that the detail names."""

    status = 413
    code = "too-large"
    title = "Too large"


class TooMany(DialOnceError):
    """A limit per time is reached; `retry_after` is in seconds."""

    status = 429
    code = "too-many"
    title = "Too many requests"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(DialOnceError):
    """A part that the answer needs is away; nothing was stored; retry after `retry_after` seconds."""

    status = 503
    code = "unavailable"
    title = "Temporarily unavailable"

    def __init__(self, detail: str, *, retry_after: int = 1) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
