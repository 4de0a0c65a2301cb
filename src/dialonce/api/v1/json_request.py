"""Requests whose JSON cannot break the decoder."""

from typing import Any

from litestar import Request

from dialonce.errors import Invalid


class JsonRequest(Request[Any, Any, Any]):
    """A request; what the decoder cannot follow is `Invalid` like every other body that is no JSON."""

    async def json(self) -> Any:
        try:
            return await super().json()
        except RecursionError as deep:
            raise Invalid("The body is nested too deep.") from deep
        except UnicodeDecodeError as wrong:
            raise Invalid("The body is not UTF-8.") from wrong
