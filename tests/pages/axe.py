"""axe-core, found where the tests' set-up put it: `AXE_SCRIPT`, else a `node_modules` above this file or in `.venv/axe`."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def axe_path() -> Path | None:
    named = os.environ.get("AXE_SCRIPT")
    places = [Path(named)] if named else []
    for parent in Path(__file__).resolve().parents:
        places += [parent / folder / "node_modules/axe-core/axe.min.js" for folder in ("", ".venv/axe")]
    return next((place for place in places if place.is_file()), None)


def find_faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands, each as `rule: element`."""
    path = axe_path()
    assert path is not None
    page.evaluate(path.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]
