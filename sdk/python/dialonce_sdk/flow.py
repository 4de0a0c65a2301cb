"""How a call is carried through, apart from the network: tokens, retries, pauses.

A flow is a generator. It yields what to do (`Send`, `Pause`), is sent what came of it, and returns the
result; the sync and the async client only differ in how they do it.
"""

import json
import random
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dialonce_sdk.errors import DialOnceError, NoAnswer, ServiceError, Unauthorized, error_for

RENEW_BEFORE = 60.0
PARTIAL = 206

T = TypeVar("T")


@dataclass(frozen=True)
class Send:
    """A request to make. With `token`, the access token goes with it. With `piecewise`, a body that broke off
    is an answer too.
    """

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    token: bool = True
    piecewise: bool = False


@dataclass(frozen=True)
class Pause:
    """Seconds to wait before going on."""

    seconds: float


@dataclass(frozen=True)
class Answer:
    """What came back; `status` 0 means that nothing did, `whole` false that the body broke off."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = True


Flow = Generator[Send | Pause, Answer, T]


@dataclass(frozen=True)
class Retry:
    """How often a call is tried, and the pauses between: they double from `first` up to `longest` seconds,
    each shortened by chance so that many callers do not return at once. A service's `Retry-After` is
    respected up to `longest`.
    """

    attempts: int = 4
    first: float = 0.2
    longest: float = 5.0
    chance: Callable[[], float] = random.random

    def pause(self, attempt: int, retry_after: float | None) -> Pause:
        if retry_after is not None:
            return Pause(min(retry_after, self.longest))
        return Pause(min(self.longest, self.first * 2**attempt) * (0.5 + self.chance() / 2))


class Credentials:
    """The access token in use, and how to get another one."""

    def __init__(self, client_id: str | None, client_secret: str | None, token: str | None) -> None:
        if not token and not (client_id and client_secret):
            raise ValueError("give client_id and client_secret, or token")
        self._pair = {"client_id": client_id, "client_secret": client_secret} if client_id else None
        self._token = token
        self._good_until = float("inf")

    @property
    def renewable(self) -> bool:
        return self._pair is not None

    def current(self, now: float) -> str | None:
        return self._token if now < self._good_until else None

    def forget(self) -> None:
        self._good_until = float("-inf")

    def request(self) -> Send:
        body = json.dumps({"grant_type": "client_credentials", **(self._pair or {})}).encode()
        return Send("POST", "/oauth/token", headers=JSON, body=body, token=False)

    def keep(self, answer: Mapping[str, Any], now: float) -> str:
        token = str(answer["access_token"])
        self._token, self._good_until = token, now + float(answer.get("expires_in", 0)) - RENEW_BEFORE
        return token


JSON = {"Content-Type": "application/json"}


class Carrier:
    """Carries sends through with one client's credentials, retries and clock (seconds, monotonic)."""

    def __init__(self, credentials: Credentials, retry: Retry, clock: Callable[[], float]) -> None:
        self._credentials = credentials
        self._retry = retry
        self._clock = clock

    def carry(self, send: Send) -> Flow[Answer]:
        """The answer, 2xx or 304. Raises a DialOnceError after the last try, or at once for what no retry
        mends.
        """
        renewed = False
        for attempt in range(self._retry.attempts):
            try:
                return (yield from self._once(send))
            except Unauthorized:
                if renewed or not send.token or not self._credentials.renewable:
                    raise
                renewed = True
                self._credentials.forget()
            except DialOnceError as error:
                if attempt + 1 == self._retry.attempts or not _may_pass(error):
                    raise
                yield self._retry.pause(attempt, error.retry_after)
        return (yield from self._once(send))

    def download(self, send: Send) -> Flow[Answer]:
        """As `carry`; a body that breaks off goes on from where it stopped, as long as it is of the same thing
        (RFC 9110, `If-Range`).
        """
        got, etag = b"", ""
        for _ in range(self._retry.attempts):
            rest = {"Range": f"bytes={len(got)}-", "If-Range": etag} if got and etag else {}
            answer = yield from self.carry(replace(send, headers={**send.headers, **rest}, piecewise=True))
            got = got + answer.body if answer.status == PARTIAL else answer.body
            etag = answer.headers.get("etag", "")
            if answer.whole:
                return replace(answer, body=got)
        raise _no_answer()

    def _once(self, send: Send) -> Flow[Answer]:
        if send.token:
            token = yield from self._token()
            send = replace(send, headers={**send.headers, "Authorization": f"Bearer {token}"})
        return _checked((yield send), piecewise=send.piecewise)

    def _token(self) -> Flow[str]:
        token = self._credentials.current(self._clock())
        if token is not None:
            return token
        answer = _checked((yield self._credentials.request()))
        return self._credentials.keep(read_object(answer, "access_token"), self._clock())


def _checked(answer: Answer, *, piecewise: bool = False) -> Answer:
    if answer.status == 0 or not (answer.whole or piecewise):
        raise _no_answer()
    if answer.status == 304 or 200 <= answer.status < 300:
        return answer
    raise error_for(answer.status, _problem(answer), _retry_after(answer))


def _no_answer() -> NoAnswer:
    return NoAnswer("the service did not answer, or not to the end; check the address and the network")


def _problem(answer: Answer) -> Mapping[str, Any]:
    try:
        problem = json.loads(answer.body)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _retry_after(answer: Answer) -> float | None:
    seconds = answer.headers.get("retry-after", "")
    return float(seconds) if seconds.isascii() and seconds.isdigit() else None


def _may_pass(error: DialOnceError) -> bool:
    return isinstance(error, NoAnswer) or error.status in (408, 429) or error.status >= 500


def read_json(answer: Answer) -> Any:
    """The JSON of an answer; None for an empty one. Raises ServiceError when it is something else."""
    if not answer.body:
        return None
    try:
        return json.loads(answer.body)
    except ValueError:
        raise _not_ours(answer, "is not JSON") from None


def read_object(answer: Answer, member: str) -> dict[str, Any]:
    """The JSON object of an answer that must have this member. Raises ServiceError when it is something else."""
    found = read_json(answer)
    if not isinstance(found, dict) or member not in found:
        raise _not_ours(answer, f"has no `{member}`")
    return found


def _not_ours(answer: Answer, why: str) -> ServiceError:
    """Such as the page of a proxy or of a network that wants a login first."""
    return ServiceError(answer.status, {"detail": f"the answer {why}; is this address the service's?"})
