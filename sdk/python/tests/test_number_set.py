"""Runs `conformance/number-sets.json`, as the service and the JavaScript SDK do, and fetches sets over HTTP."""

import asyncio
import base64
import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from dialonce_sdk import (
    AsyncDialOnce,
    DialOnce,
    NoAnswer,
    NumberSet,
    NumberSetError,
    Payload,
    Retry,
    apply_difference,
)
from service import Reply, Request, Service, ok

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[3] / "conformance/number-sets.json").read_text("utf-8"))
FAST = Retry(first=0.001, longest=0.01)
JWK = VECTORS["public_key"]
PUBLIC_KEY = base64.urlsafe_b64decode(JWK["x"] + "=")
BYTES = {entry["name"]: base64.b64decode(entry["bytes"]) for entry in VECTORS["sets"]}
DIFFERENCE = base64.b64decode(VECTORS["differences"][0]["bytes"])


@pytest.mark.parametrize("entry", VECTORS["sets"], ids=lambda entry: entry["name"])
def test_set_holds_its_members_and_nothing_else(entry: dict[str, Any]) -> None:
    opened = NumberSet.open(BYTES[entry["name"]], PUBLIC_KEY, solution="shop")
    assert (opened.version, len(opened)) == (entry["version"], len(entry["members"]))
    for number, *payload in entry["members"]:
        assert opened.lookup(number) == Payload(*payload)
    assert [text for text in entry["absent"] if opened.lookup(text)] == []


@pytest.mark.parametrize("entry", VECTORS["differences"], ids=lambda entry: f"{entry['from']} to {entry['to']}")
def test_difference_gives_the_same_bytes(entry: dict[str, Any]) -> None:
    assert apply_difference(BYTES[entry["from"]], base64.b64decode(entry["bytes"])) == BYTES[entry["to"]]


@pytest.mark.parametrize("entry", VECTORS["refused"], ids=lambda entry: entry["why"])
def test_untrustworthy_set_is_refused(entry: dict[str, Any]) -> None:
    data, rules = base64.b64decode(entry["bytes"]), {k: entry[k] for k in ("newer_than", "solution") if k in entry}
    with pytest.raises(NumberSetError):
        NumberSet.open(data, PUBLIC_KEY, **rules)


@pytest.mark.parametrize("entry", VECTORS["dialled"], ids=lambda entry: f"{entry['text']} in {entry['country']}")
def test_dialled_text_reaches_the_number_it_means(entry: dict[str, Any]) -> None:
    found = NumberSet.open(BYTES["mixed"], PUBLIC_KEY).find(entry["text"], entry["country"])
    assert (found and found[0]) == entry["number"]


def test_set_without_a_verifier_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NumberSetError, match=r"pip install dialonce-sdk\[verify\]"):
        NumberSet.open(BYTES["mixed"], PUBLIC_KEY)


class Shelf:
    """Serves one set as the protocol says."""

    def __init__(self, service: Service) -> None:
        self.name, self.difference = "mixed", DIFFERENCE
        service.answers = {"/v1/number-set": self.answer, "/v1/number-set/key": lambda _: ok(JWK)}

    def answer(self, request: Request) -> Reply:
        headers = {"ETag": f'"{self.name}"', "Content-Type": "application/vnd.dialonce.number-set"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return 304, headers, b""
        if request.params.get("from") == "1":
            return 200, {**headers, "Content-Type": "application/vnd.dialonce.number-set-diff"}, self.difference
        if request.headers.get("if-range") == headers["ETag"]:
            start = int(request.headers["range"].removeprefix("bytes=").removesuffix("-"))
            return 206, headers, BYTES[self.name][start:]
        return 200, headers, BYTES[self.name]


def test_set_is_fetched_whole_then_by_difference_then_not_at_all(service: Service) -> None:
    shelf = Shelf(service)
    with DialOnce(service.url, token="t") as client:
        first = client.fetch_number_set("shop")
        assert client.fetch_number_set("shop", first) is first
        shelf.name = "mixed-later"
        second = client.fetch_number_set("shop", first)
        assert client.fetch_number_set("shop", second) is second
    assert (first.numbers.version, second.numbers.version) == (1, 2)
    assert second.data == BYTES["mixed-later"]
    assert [r.path for r in service.requests].count("/v1/number-set/key") == 1
    assert all("authorization" not in request.headers for request in service.requests)


def test_damaged_difference_is_replaced_by_the_whole_set(service: Service) -> None:
    shelf = Shelf(service)
    with DialOnce(service.url, token="t") as client:
        first = client.fetch_number_set("shop", public_key=PUBLIC_KEY)
        shelf.name, shelf.difference = "mixed-later", b"DOND\x01 rubbish"
        assert client.fetch_number_set("shop", first).data == BYTES["mixed-later"]


def test_download_that_breaks_off_goes_on_where_it_stopped(service: Service) -> None:
    shelf = Shelf(service)
    shelf.name = "scattered"
    service.breaks.extend([100, 600])
    with DialOnce(service.url, token="t", retry=FAST) as client:
        held = client.fetch_number_set("shop", public_key=PUBLIC_KEY)
    assert held.data == BYTES["scattered"]
    assert [request.headers.get("range") for request in service.requests] == [None, "bytes=100-", "bytes=700-"]


def test_download_of_a_set_that_changed_meanwhile_begins_anew(service: Service) -> None:
    shelf = Shelf(service)
    answer = shelf.answer

    def changing(request: Request) -> Reply:
        reply = answer(request)
        shelf.name = "scattered"
        return reply

    service.answers["/v1/number-set"] = changing
    service.breaks.append(50)
    with DialOnce(service.url, token="t", retry=FAST) as client:
        assert client.fetch_number_set("shop", public_key=PUBLIC_KEY).data == BYTES["scattered"]


def test_download_that_never_ends_is_given_up(service: Service) -> None:
    Shelf(service)
    service.breaks.extend([10] * 20)
    with DialOnce(service.url, token="t", retry=FAST) as client, pytest.raises(NoAnswer):
        client.fetch_number_set("shop", public_key=PUBLIC_KEY)


def test_the_same_when_awaited(service: Service) -> None:
    async def fetch() -> bytes:
        async with AsyncDialOnce(service.url, token="t", retry=FAST) as client:
            return (await client.fetch_number_set("shop", public_key=PUBLIC_KEY)).data

    Shelf(service)
    service.breaks.append(100)
    assert asyncio.run(fetch()) == BYTES["mixed"]
    assert service.requests[-1].headers["range"] == "bytes=100-"


def test_older_set_is_refused(service: Service) -> None:
    shelf = Shelf(service)
    with DialOnce(service.url, token="t", retry=Retry(attempts=1)) as client:
        shelf.name = "mixed-later"
        held = client.fetch_number_set("shop")
        shelf.name = "mixed"
        with pytest.raises(NumberSetError, match="not newer"):
            client.fetch_number_set("shop", held)
