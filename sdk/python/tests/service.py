"""A real HTTP server in a thread that speaks the contract, and fails when it is told to."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Request:
    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    """`replies` are given first, whatever is asked; then `answers` by path. A reply with status 0 drops the connection.

    `breaks` are after how many bytes of their bodies the next answers break off.
    """

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    replies: deque[Reply] = field(default_factory=deque)
    answers: dict[str, Callable[[Request], Reply]] = field(default_factory=dict)
    breaks: deque[int] = field(default_factory=deque)
    tokens: int = 0

    def reply(self, request: Request) -> Reply:
        if request.path == "/oauth/token":
            self.tokens += 1
            return ok({"access_token": f"token-{self.tokens}", "token_type": "Bearer", "expires_in": 3600})
        self.requests.append(request)
        if self.replies:
            return self.replies.popleft()
        answer = self.answers.get(request.path)
        return answer(request) if answer else (404, {}, b'{"status": 404, "message": "Not Found"}')


def ok(value: object) -> Reply:
    return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()


def problem(status: int, headers: dict[str, str] | None = None, **members: object) -> Reply:
    return status, {"Content-Type": "application/problem+json", **(headers or {})}, json.dumps(members).encode()


@contextmanager
def running() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
            status, answer, content = service.reply(request)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**answer, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            if service.breaks:
                content, self.close_connection = content[: service.breaks.popleft()], True
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
