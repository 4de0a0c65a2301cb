"""The clients. Both carry the same flows; one waits, the other awaits."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import httpx

from dialonce_sdk import operations
from dialonce_sdk.flow import Answer, Carrier, Credentials, Flow, Pause, Retry, Send
from dialonce_sdk.operations import HeldSet, Step

TIMEOUT = 10.0

T = TypeVar("T")


class DialOnce:
    """The service at `url`, with a client id and secret or a token issued by hand. Close it, or use it in
    `with`.

    Every method raises a `DialOnceError` when it cannot answer. `timeout` is in seconds for each try.
    """

    def __init__(
        self,
        url: str,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        token: str | None = None,
        retry: Retry | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        credentials = Credentials(client_id, client_secret, token)
        self._carrier = Carrier(credentials, retry or Retry(), time.monotonic)
        self._http = httpx.Client(base_url=url, timeout=timeout)

    def is_mobile(self, number: str, culture: str | None = None) -> bool:
        """Whether the number can receive a message; national numbers need a culture such as `fr-FR`."""
        return self._run(operations.is_mobile(self._carrier, number, culture))

    def is_eligible(self, caller: str, called: str) -> bool:
        """Whether this caller of this line may be offered the menu."""
        return self._run(operations.is_eligible(self._carrier, caller, called))

    def request_service(self, caller: str, called: str, culture: str | None = None) -> bool:
        """The caller said yes: the link goes out. False when it may not, whatever was said before."""
        return self._run(operations.request_service(self._carrier, caller, called, culture))

    def log(self, step: Step, caller: str, called: str, **data: str | None) -> bool:
        """One step of a call; `data` may have `culture`, `sda`, `did`. False: not a registered line,
        nothing was kept.
        """
        return self._run(operations.log(self._carrier, step, caller, called, data))

    def send_events(self, events: Iterable[Mapping[str, Any]]) -> Any:
        """Events as in docs/reference/sdk-protocol.md, section 2; how many were accepted and dropped."""
        return self._run(operations.send_events(self._carrier, events))

    def fetch_number_set(
        self, solution: str, held: HeldSet | None = None, *, public_key: bytes | None = None
    ) -> HeldSet:
        """The newest set of registered numbers, verified. With `held`, only what changed travels."""
        return self._run(operations.fetch_number_set(self._carrier, solution, held, public_key))

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Any call of the API (`params`, `body`, `idempotency_key`); the JSON of its answer."""
        return self._run(operations.call(self._carrier, method, path, **options))

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _run(self, flow: Flow[T]) -> T:
        step = _Steps(flow)
        while step.todo is not None:
            if isinstance(step.todo, Pause):
                time.sleep(step.todo.seconds)
                step.go(Answer(0))
            else:
                step.go(self._send(step.todo))
        return step.result

    def _send(self, send: Send) -> Answer:
        received = _Received()
        try:
            with self._http.stream(send.method, send.path, **_arguments(send)) as response:
                received.begin(response)
                for chunk in response.iter_bytes():
                    received.body += chunk
        except httpx.RequestError:
            return received.answer(whole=False)
        return received.answer()


class AsyncDialOnce:
    """`DialOnce` for asyncio: the same arguments, the same methods to await, `async with`."""

    def __init__(
        self,
        url: str,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        token: str | None = None,
        retry: Retry | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        credentials = Credentials(client_id, client_secret, token)
        self._carrier = Carrier(credentials, retry or Retry(), time.monotonic)
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout)

    async def is_mobile(self, number: str, culture: str | None = None) -> bool:
        """See `DialOnce.is_mobile`."""
        return await self._run(operations.is_mobile(self._carrier, number, culture))

    async def is_eligible(self, caller: str, called: str) -> bool:
        """See `DialOnce.is_eligible`."""
        return await self._run(operations.is_eligible(self._carrier, caller, called))

    async def request_service(self, caller: str, called: str, culture: str | None = None) -> bool:
        """See `DialOnce.request_service`."""
        return await self._run(operations.request_service(self._carrier, caller, called, culture))

    async def log(self, step: Step, caller: str, called: str, **data: str | None) -> bool:
        """See `DialOnce.log`."""
        return await self._run(operations.log(self._carrier, step, caller, called, data))

    async def send_events(self, events: Iterable[Mapping[str, Any]]) -> Any:
        """See `DialOnce.send_events`."""
        return await self._run(operations.send_events(self._carrier, events))

    async def fetch_number_set(
        self, solution: str, held: HeldSet | None = None, *, public_key: bytes | None = None
    ) -> HeldSet:
        """See `DialOnce.fetch_number_set`."""
        return await self._run(operations.fetch_number_set(self._carrier, solution, held, public_key))

    async def call(self, method: str, path: str, **options: Any) -> Any:
        """See `DialOnce.call`."""
        return await self._run(operations.call(self._carrier, method, path, **options))

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    async def _run(self, flow: Flow[T]) -> T:
        step = _Steps(flow)
        while step.todo is not None:
            if isinstance(step.todo, Pause):
                await asyncio.sleep(step.todo.seconds)
                step.go(Answer(0))
            else:
                step.go(await self._send(step.todo))
        return step.result

    async def _send(self, send: Send) -> Answer:
        received = _Received()
        try:
            async with self._http.stream(send.method, send.path, **_arguments(send)) as response:
                received.begin(response)
                async for chunk in response.aiter_bytes():
                    received.body += chunk
        except httpx.RequestError:
            return received.answer(whole=False)
        return received.answer()


class _Steps(Generic[T]):
    """Where a flow stands: what to do next, or None and its result."""

    result: T

    def __init__(self, flow: Flow[T]) -> None:
        self._flow = flow
        self.todo: Send | Pause | None = None
        self._advance(lambda: next(flow))

    def go(self, answer: Answer) -> None:
        self._advance(lambda: self._flow.send(answer))

    def _advance(self, step: Callable[[], Send | Pause]) -> None:
        try:
            self.todo = step()
        except StopIteration as end:
            self.todo, self.result = None, end.value


def _arguments(send: Send) -> dict[str, Any]:
    return {"params": send.params, "headers": send.headers, "content": send.body}


class _Received:
    """An answer as far as it came."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.body = bytearray()

    def begin(self, response: httpx.Response) -> None:
        self.status, self.headers = response.status_code, response.headers

    def answer(self, *, whole: bool = True) -> Answer:
        return Answer(self.status, self.headers, bytes(self.body), whole)
