"""The peer to leave behind: access and erasure of one caller, as the caller does them, through HTTP, end to end.

`python -m bench.rows.callers` measures it alone.
"""

import asyncio
import io
import re
import time
import zipfile
from typing import NamedTuple
from uuid import UUID

import httpx

from bench.figure import Figure, median
from bench.house import House, Running, open_house, serving
from bench.rows.history import OWN, store_history, store_others, tidy
from dialonce.app.parts import open_parts
from dialonce.subjects import Person, phone_identity, sign_in
from dialonce.web.caller import COOKIE

ROUNDS = 5
NUMBERS = [f"+3363344{place:04d}" for place in range(ROUNDS + 1)]
HOME = "/privacy/me"
# Seconds that Fides 2.78 took, the best that was measured; see design/targets.md.
PEER_ACCESS, PEER_ERASURE = 1.9, 45.0
_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')


class _Caller(NamedTuple):
    subject_id: UUID
    session: str


def measure_callers(house: House, events: int = OWN) -> list[Figure]:
    """Seconds from the wish to the whole archive, and from the wish until the last row is gone, with the receipt."""
    with house.owner() as conn:
        first = conn.execute("SELECT date_trunc('month', now())::date::text").fetchone()
        store_others(conn, house, first[0] if first else "")
    callers = [asyncio.run(_move_in(house, number, events)) for number in NUMBERS]
    tidy(house)
    with serving(house) as running:
        # The first pays for what a new server has not loaded yet.
        took = [_serve_one(house, running, caller, events) for caller in callers][1:]
    access, erasure = median([each[0] for each in took]), median([each[1] for each in took])
    return [
        Figure(
            what=f"{name} through HTTP, caller of {events:,} events among 1 M",
            ours=f"{ours:.2f} s",
            beside=f"Fides 2.78, measured apart: {peer:g} s",
            target=f"≥ {times} × faster (is {peer / ours:,.0f} ×)",
            score=peer / ours / times,
        )
        for name, ours, peer, times in (("access", access, PEER_ACCESS, 5), ("erasure", erasure, PEER_ERASURE, 100))
    ]


async def _move_in(house: House, number: str, events: int) -> _Caller:
    """A caller with a history, signed in."""
    subject_id = await store_history(house, number, events=events)
    async with open_parts(house.settings, house.addresses) as running:
        return _Caller(subject_id, await sign_in(running.parts.vault, Person((phone_identity(number),))))


def _serve_one(house: House, running: Running, caller: _Caller, events: int) -> tuple[float, float]:
    cookies = {COOKIE: caller.session}
    with httpx.Client(base_url=f"http://127.0.0.1:{running.port}", cookies=cookies, timeout=120) as browser:
        browser.headers["Accept"] = "text/html"
        return _access(browser, events), _erase(house, browser, caller)


def _access(browser: httpx.Client, events: int) -> float:
    token = _token(browser, "/download")
    began = time.perf_counter()
    made = browser.post(f"{HOME}/download", data={"_csrf_token": token}, follow_redirects=True)
    (link,) = re.findall(rf'href="({HOME}/download/[^"]+)"', made.text)
    archive = browser.get(link).raise_for_status().content
    took = time.perf_counter() - began
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        held = sum(opened.read(name).count(b"call-start") for name in opened.namelist() if name.endswith(".json"))
    if held < events:
        raise RuntimeError(f"The archive holds {held} of {events} events.")
    return took


def _erase(house: House, browser: httpx.Client, caller: _Caller) -> float:
    token = _token(browser, "/delete")
    slug = re.findall(r'name="at" value="([^"]+)"', browser.get(f"{HOME}/delete").text)[0]
    began = time.perf_counter()
    form = {"_csrf_token": token, "at": slug, "sure": "yes"}
    browser.post(f"{HOME}/delete", data=form).raise_for_status()
    took = time.perf_counter() - began
    if left := _rows_of(house, caller.subject_id):
        raise RuntimeError(f"{left} rows are left of an erased caller.")
    return took


def _token(browser: httpx.Client, path: str) -> str:
    return str(_TOKEN.findall(browser.get(HOME + path).raise_for_status().text)[0])


def _rows_of(house: House, subject_id: UUID) -> int:
    tables = ("call_step", "interaction", "subject", "service_request")
    return sum(
        house.scalar(f"SELECT count(*) FROM personal.{table} WHERE subject_id = '{subject_id}'") for table in tables
    )


if __name__ == "__main__":
    with open_house() as opened:
        for figure in measure_callers(opened):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")
