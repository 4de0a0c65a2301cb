"""The examples of the guides run as they are printed."""

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from dialonce.channels.twilio_signature import _sign
from tests.channels.desk import CALLED, CALLER

GUIDES = Path(__file__).parents[2] / "docs" / "howto"


def examples(name: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", (GUIDES / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def run_examples(name: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    for example in examples(name, "python"):
        exec(compile(example, name, "exec"), namespace)
    return namespace


@pytest.fixture
def api() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """An HTTP API that says yes, and what it was asked."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            assert parse_qs(parts.query)["caller"] == [CALLER]
            asked.append((parts.path, self.headers["authorization"]))
            body = json.dumps({"eligible": True, "success": True}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_guide_to_carriers_has_an_example_that_verifies_its_own_webhook() -> None:
    assert "verify_webhook" in run_examples("carriers.md")


def test_guide_to_ivrs_serves_a_twilio_call_over_the_http_api(api) -> None:
    address, asked = api
    guide = run_examples("ivr.md")
    url = guide["ROUTES"].answer
    form = {"Digits": "1", "From": CALLER, "To": CALLED}
    signature = _sign("12345", url + "".join(key + value for key, value in sorted(form.items()))).decode()

    async def call(token: str) -> str | None:
        async with guide["open_api"](address, "T") as client:
            return await guide["twilio_webhook"](guide["HttpDesk"](client), url, form, signature, token)

    document = ET.fromstring(asyncio.run(call("12345")) or "")
    assert document.find("Hangup") is not None
    assert asked == [("/ivr/log", "Bearer T"), ("/ivr/serviceRequest", "Bearer T")]
    assert asyncio.run(call("another token")) is None


def test_guide_to_ivrs_offers_in_voicexml_and_keeps_the_call_when_the_api_is_away(api) -> None:
    address, asked = api
    guide = run_examples("ivr.md")

    async def page(where: str) -> str:
        async with guide["open_api"](where, "T") as client:
            return await guide["voicexml_page"](
                guide["HttpDesk"](client), {"caller": CALLER, "called": CALLED}, answering=False
            )

    assert "<submit" in asyncio.run(page(address))
    assert [path for path, _ in asked] == ["/ivr/log", "/ivr/isEligible"]
    assert "'continue'" in asyncio.run(page("http://127.0.0.1:9"))


def test_guide_to_ivrs_has_well_formed_voicexml() -> None:
    for example in examples("ivr.md", "xml"):
        assert ET.fromstring(example).tag == "{http://www.w3.org/2001/vxml}vxml"


def test_guide_to_carriers_names_every_status_and_reason() -> None:
    from dialonce.channels import DeliveryStatus, FailureReason

    text = (GUIDES / "carriers.md").read_text(encoding="utf-8")
    for code in [*DeliveryStatus, *FailureReason]:
        assert f"`{code}`" in text


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_guide_to_carriers_lists_addresses_that_are_taken() -> None:
    from dialonce.channels import AppriseGateway

    made_up = {"ACCOUNT_SID": "AC" + "0" * 32, "AUTH_TOKEN": "0" * 32, "SERVICE_PLAN_ID": "0" * 32}
    made_up |= {"API_TOKEN": "0" * 32, "API_KEY": "A1" + "0" * 6, "API_SECRET": "0" * 16}
    text = (GUIDES / "carriers.md").read_text(encoding="utf-8")
    addresses = re.findall(r"^\|[^|]+\| `(\w+://[^`]*)` \|$", text, re.MULTILINE)
    assert len(addresses) == 5
    for address in addresses:
        for name, value in made_up.items():
            address = address.replace(name, value)
        AppriseGateway(address).close()
