"""Pictures of every page in every state, to look at: `python -m tests.pages.gallery <folder> [name …]`."""

import sys
from pathlib import Path

from tests.pages.browser import HOST, Scheme, open_browser, serve
from tests.pages.states import Site, build_site

SIZES = {"phone": (390, 844), "desk": (1280, 800)}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def write_site(site: Site, folder: Path) -> None:
    for path, (_, body) in site.bodies.items():
        target = folder / path.lstrip("/")
        target = target.with_suffix(".html") if path in site.pages else target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)


def take_pictures(folder: Path, names: frozenset[str] = frozenset()) -> int:
    """How many pictures were written; without names, all pages are taken."""
    site = build_site()
    write_site(site, folder / "site")
    count = 0
    with open_browser() as browser:
        for size, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                serve(context, site)
                page = context.new_page()
                for path in site.pages:
                    if names and path[1:] not in names:
                        continue
                    page.goto(HOST + path)
                    page.screenshot(path=folder / f"{path[1:]}-{size}-{scheme}.png", full_page=True)
                    count += 1
                context.close()
    return count


if __name__ == "__main__":
    print(take_pictures(Path(sys.argv[1]), frozenset(sys.argv[2:])))  # noqa: T201
