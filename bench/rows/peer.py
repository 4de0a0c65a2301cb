"""The peer to leave behind: consent writes through the HTTP API, as an app sends them.

`python -m bench.rows.peer` measures it alone.
"""

import itertools
import json
import uuid
from urllib.request import Request, urlopen

from bench.figure import QUICK, Effort, Figure, median
from bench.house import House, Running, open_house, serving
from bench.load import Plan, measure, request
from dialonce.vault import system_clock

DEVICES, CONNECTIONS, RECORDS = 64, 32, 12_000
PEER = 110
"""Consent writes a second of Fides 2.78 on such a machine, the best that was measured; see design/targets.md."""


def measure_consents(house: House, effort: Effort) -> list[Figure]:
    """Answers of 64 installations to a question, each record a new one, committed when it is answered."""
    with serving(house, workers=2) as running:
        tokens = [_register(house, running) for _ in range(DEVICES)]
        _write(running, tokens, RECORDS // 10)
        rates = [_write(running, tokens, RECORDS // (10 if effort is QUICK else 1)) for _ in range(effort.rounds)]
    rate = median(rates)
    return [
        Figure(
            what="consent writes through the HTTP API, 32 connections, two workers",
            ours=f"{rate:,.0f}/s",
            beside=f"Fides 2.78, measured apart: {PEER}/s",
            target=f"≥ 10 × as many (is {rate / PEER:.1f} ×)",
            score=rate / PEER / 10,
        )
    ]


def _register(house: House, running: Running) -> str:
    """The token of a new installation."""
    body = {"device": str(uuid.uuid4()), "solution": str(house.furnished.solution_id), "library": "bench/1"}
    ask = Request(
        f"http://127.0.0.1:{running.port}/v1/devices",
        data=json.dumps({**body, "sim_country": "FR", "culture": "fr-FR"}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(ask) as answer:
        return str(json.load(answer)["token"])


def _write(running: Running, tokens: list[str], records: int) -> float:
    turns = itertools.islice(itertools.cycle(tokens), records)
    load = measure(Plan(running.port, CONNECTIONS, 0, [_consent(token) for token in turns], once=True))
    if load.failed:
        raise RuntimeError(f"Consents failed: {load.statuses}")
    return load.rate


def _consent(token: str) -> bytes:
    body = {"id": str(uuid.uuid4()), "purpose": "device-registration", "choice": "accepted"}
    now = system_clock().isoformat()
    return request("POST", "/v1/consents", token, json.dumps({**body, "decided_at": now, "culture": "fr-FR"}).encode())


if __name__ == "__main__":
    with open_house() as opened:
        for figure in measure_consents(opened, QUICK):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")
