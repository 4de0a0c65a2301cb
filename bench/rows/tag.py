"""A page with five hundred numbers, with the website tag and without it, in a real browser.

`python -m bench.rows.tag` measures it alone. The work is counted in time of the page's own thread, which other programs on
the machine do not lengthen.
"""

import sys

from msgspec import Struct
from playwright.sync_api import Browser, Route

from bench.figure import QUICK, WHOLE, Effort, Figure, alternate, median
from bench.house import House, open_house, serving
from tests.pages.browser import chromium_path, open_browser

NUMBERS = 500
MOST_MILLISECONDS = 50.0
LOADS, LOADS_QUICK = 5, 2
"""Loads a round: a single one takes 60 to 120 ms, by what else the machine does."""
SETTLED = 500
WHAT = f"website tag on a page of {NUMBERS} numbers: what it adds to the loading"
TARGET = f"≤ {MOST_MILLISECONDS:.0f} ms"
PAGE = """<!doctype html><html lang="fr-FR"><meta charset="utf-8"><title>Annuaire</title>
<h1>Annuaire</h1><ul>{rows}</ul>{tag}</html>"""
TAG = """<script>window._dialonce = {{token: "{solution}", devices: ["Desktop"]}};</script>
<script async id="dialonce-sdk" src="/js/dialonce.min.js"></script>"""
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


class Loading(Struct):
    """Milliseconds until the page could be used, and of work of its thread until it was at rest."""

    ready: float
    work: float


def measure_tag(house: House, effort: Effort) -> list[Figure]:
    """Until the page is ready, and all work of its thread with the set opened and the text looked through.

    Medians of turns: each load with the tag is compared with the one without it just before.
    """
    if chromium_path() is None:
        return [Figure(what=WHAT, ours="not measured: no Chromium here", beside="—", target=TARGET)]
    with serving(house) as running, open_browser() as browser:
        place = f"http://127.0.0.1:{running.port}/bench"
        tag = TAG.format(solution=house.furnished.solution_id)
        for first in ("", tag):
            _load(browser, place, first)
        loads = LOADS_QUICK if effort is QUICK else LOADS
        plain, tagged = alternate(
            loads * effort.rounds, lambda: _load(browser, place, ""), lambda: _load(browser, place, tag)
        )
    return [_figure(plain, tagged)]


def _figure(plain: list[Loading], tagged: list[Loading]) -> Figure:
    ready, work = median([one.ready for one in plain]), median([one.work for one in plain])
    pairs = list(zip(plain, tagged, strict=True))
    later = median([with_tag.ready - without.ready for without, with_tag in pairs])
    more = median([with_tag.work - without.work for without, with_tag in pairs])
    return Figure(
        what=WHAT,
        ours=f"ready {later:+.1f} ms, work of the page's thread {more:+.1f} ms",
        beside=f"the page without it: ready after {ready:.1f} ms, work {work:.1f} ms",
        target=TARGET,
        score=MOST_MILLISECONDS / max(later, more, 1.0),
    )


def _fulfil(route: Route, tag: str) -> None:
    rows = "".join(f"<li>Agence {n}, tél. 01 99 01 {n // 100:02d} {n % 100:02d}</li>" for n in range(NUMBERS - 1))
    rows += "<li>Assistance : 01 99 00 10 00</li>"
    route.fulfill(body=PAGE.format(rows=rows, tag=tag), content_type="text/html")


def _load(browser: Browser, place: str, tag: str) -> Loading:
    """In a page of its own, so that its thread has done nothing before."""
    page = browser.new_page()
    clock = page.context.new_cdp_session(page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.route(place, lambda route: _fulfil(route, tag))
    page.goto(place, wait_until="load")
    page.wait_for_timeout(SETTLED)
    metrics = {one["name"]: float(one["value"]) for one in clock.send("Performance.getMetrics")["metrics"]}
    ready = float(page.evaluate(READY))
    if page.locator("a[data-dialonce=found]").count() != bool(tag):
        raise RuntimeError("the tag did not find the registered number")
    page.close()
    return Loading(ready, metrics["TaskDuration"] * 1000)


if __name__ == "__main__":
    with open_house() as alone:
        sys.stdout.writelines(f"{figure}\n" for figure in measure_tag(alone, WHOLE))
