"""A menu as a caller first sees it: 160 screens, half a megabyte of document, one page.

`python -m bench.rows.first_view` measures it alone. `LIGHTHOUSE`, a path to its command line, adds Lighthouse's scores: it comes
from the npm registry and drives the Chromium that is installed.
"""

import asyncio
import gzip
import json
import os
import re
import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

from bench.figure import Figure
from bench.house import House, Running, open_house, serving
from bench.load import Plan, measure, request
from dialonce.app.parts import open_parts
from dialonce.publishers import create_interface, publish_interface
from dialonce.vault import SYSTEM
from tests.menus.documents import large_document_bytes
from tests.pages.browser import chromium_path

VIEWS = 2_000
BUDGET, SLOWEST = 14 * 1024, 10.0
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WHAT = "interface page, first view, 160 screens"


def measure_first_view(house: House) -> list[Figure]:
    """Compressed bytes with style sheets, milliseconds at the server, and Lighthouse's scores if it is at hand."""
    slug = asyncio.run(_publish(house))
    with serving(house) as running:
        size = _size(running, slug)
        plan = Plan(running.port, 1, 0, [request("GET", f"/m/{slug}")] * VIEWS, once=True)
        measure(plan)
        load = measure(plan)
        scores = _lighthouse(f"http://127.0.0.1:{running.port}/m/{slug}")
    return [
        Figure(
            what=f"{WHAT}: bytes",
            ours=f"{size:,} bytes",
            beside="gzip, with style sheets; no script is needed",
            target=f"≤ {BUDGET:,} bytes",
            score=BUDGET / size,
        ),
        Figure(
            what=f"{WHAT}: time",
            ours=f"p95 {load.p95:.1f} ms, p50 {load.p50:.1f} ms",
            beside="one connection, one worker, from the send to the last byte",
            target=f"p95 ≤ {SLOWEST:g} ms",
            score=SLOWEST / load.p95,
        ),
        _scored(scores),
    ]


async def _publish(house: House) -> str:
    async with open_parts(house.settings, house.addresses) as running:
        async with running.parts.vault.session([house.furnished.publisher_id], SYSTEM) as session:
            made = await create_interface(session, large_document_bytes(), slug="bench-160")
            await publish_interface(session, made.interface_id, force=True)
        return made.slug


def _size(running: Running, slug: str) -> int:
    base = f"http://127.0.0.1:{running.port}"
    page = _fetched(f"{base}/m/{slug}")
    html = gzip.decompress(page).decode()
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', html)
    return len(page) + sum(len(_fetched(base + path.replace("&amp;", "&"))) for path in sheets)


def _fetched(url: str) -> bytes:
    """A body as it is sent to who accepts gzip."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*"})) as answer:
        return bytes(answer.read())


def _lighthouse(url: str) -> dict[str, int] | None:
    """Scores of 100 by category, on Lighthouse's simulated phone; None where it is not at hand."""
    program, chromium = os.environ.get("LIGHTHOUSE"), chromium_path()
    if not program or not Path(program).exists() or chromium is None:
        return None
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [program, url, "--output=json", "--quiet", flags, f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    ran = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=180)
    return {name: round(found["score"] * 100) for name, found in json.loads(ran.stdout)["categories"].items()}


def _scored(scores: dict[str, int] | None) -> Figure:
    target = "100 in all four"
    if scores is None:
        ours = "not measured in this run: set LIGHTHOUSE to its command line"
        return Figure(what=f"{WHAT}: Lighthouse", ours=ours, beside="—", target=target)
    ours = ", ".join(f"{name} {score}" for name, score in scores.items())
    return Figure(
        what=f"{WHAT}: Lighthouse", ours=ours, beside="—", target=target, score=min(scores.values(), default=0) / 100
    )


if __name__ == "__main__":
    with open_house() as opened:
        for figure in measure_first_view(opened):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")
