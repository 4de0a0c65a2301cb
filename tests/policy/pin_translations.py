"""Records which French text each English text follows. Run after rereading a translation, with the clause ids:

    python -m tests.policy.pin_translations 3.1-e 7-j

Only the named clauses are pinned, so that nothing unread is taken as read; `--all` names every clause.
"""

import hashlib
import sys
from pathlib import Path

from tests.policy.prose import ROOT, read_toml

PINS = Path(__file__).parent / "data" / "translations.lock"


def current_pins() -> dict[str, str]:
    """Per clause, what its French and English texts hash to now."""
    pins = {}
    for path in sorted((ROOT / "policy" / "data" / "texts").glob("*.toml")):
        for id_, text in read_toml(path).items():
            if id_ != "meta":
                pins[id_] = " ".join(
                    hashlib.sha256(text[language].encode()).hexdigest()[:16] for language in ("fr", "en")
                )
    return pins


def recorded_pins() -> dict[str, str]:
    if not PINS.exists():
        return {}
    return dict(line.split(" ", 1) for line in PINS.read_text("utf-8").splitlines())


def stale_translations() -> set[str]:
    """Clauses whose French or English text is not the pair that somebody last read together."""
    recorded, current = recorded_pins(), current_pins()
    return {id_ for id_ in recorded.keys() | current.keys() if recorded.get(id_) != current.get(id_)}


def pin(ids: set[str]) -> None:
    recorded, current = recorded_pins(), current_pins()
    merged = {id_: current[id_] if id_ in ids else recorded.get(id_) for id_ in current}
    lines = [f"{id_} {hashes}" for id_, hashes in merged.items() if hashes]
    PINS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    named = set(sys.argv[1:])
    pin(set(current_pins()) if named == {"--all"} else named)
