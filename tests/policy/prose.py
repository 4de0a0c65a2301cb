"""How the legal texts are read by their tests: files, sentences, placeholders, typography, word sequences."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2] / "src" / "dialonce"
NBSP = "\u00a0"
GRAM = 7
SALT = b"dialonce source text 2016"

_WORD = re.compile(r"\{[^}]*\}|[^\W_]+(?:[’'.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀÉÊÎÔ«“{])")
_CITATIONS = re.compile(
    r"n°\u00a0\d+(?:-\d+)?(?: du \d+ janvier \d{4})?|no\. \d+|\d+ (?:mai|May) \d{4}"
    r"|[Aa]rticles? \d+(?:(?: et| and) \d+)?"
)


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def bilingual(node: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Every pair of French and English text below a node, as (path of keys, French, English)."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from bilingual(item, f"{where}[{number}]")
    elif isinstance(node, dict):
        if node.keys() & {"fr", "en"}:
            yield where, str(node["fr"]), str(node["en"])
        for key, child in node.items():
            if key not in {"fr", "en"}:
                yield from bilingual(child, f"{where}.{key}" if where else key)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{([^{}]*)\}", text))


def sentences(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in _SENTENCE_END.split(line.strip()) if part]


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def written_figures(text: str) -> list[str]:
    """Digits that are neither inside a placeholder nor the citation of a law, an article or a record number."""
    return re.findall(r"\d+", _CITATIONS.sub("", re.sub(r"\{[^}]*\}", "", text)))


def french_faults(text: str) -> list[str]:
    """Where French typography is broken: spaces before double signs, guillemets, apostrophes, doubled spaces."""
    prose = re.sub(r"\{[^}]*\}|https?://\S+", "x", text)
    rules = {
        "no non-breaking space before a double sign": rf"[^{NBSP}\s][;?!»]|[^{NBSP}\s]:(?!//)|[ \n][:;?!»]",
        "no non-breaking space after «": rf"«[^{NBSP}]",
        "straight apostrophe or quote": r"['\"]",
        "English quotes": r"[“”]",
        "doubled or stray space": rf"  |[ {NBSP}][,.)]|\( | $|^ ",
        "three dots for an ellipsis": r"\.\.\.",
    }
    return [name for name, pattern in rules.items() if re.search(pattern, prose)]


def english_faults(text: str) -> list[str]:
    """Where English typography is broken."""
    prose = re.sub(r"\{[^}]*\}|https?://\S+", "x", text)
    rules = {
        "space before a sign": rf"[ {NBSP}][:;?!,.)]",
        "straight apostrophe or quote": r"['\"]",
        "guillemets": "[«»]",
        "doubled or stray space": r"  |\( | $|^ ",
        "three dots for an ellipsis": r"\.\.\.",
    }
    return [name for name, pattern in rules.items() if re.search(pattern, prose)]


def gram_hashes(text: str) -> set[bytes]:
    """The first 8 bytes of the salted SHA-256 of each sequence of seven words, case and punctuation aside."""
    words = re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))
    grams = (" ".join(words[start : start + GRAM]) for start in range(len(words) - GRAM + 1))
    return {hashlib.sha256(SALT + gram.encode()).digest()[:8] for gram in grams}


def source_hashes() -> set[bytes]:
    """The same for the text of 2016, which is copyrighted and therefore not kept here, only its fingerprints."""
    data = (Path(__file__).parent / "data" / "source_7grams.bin").read_bytes()
    return {data[start : start + 8] for start in range(0, len(data), 8)}
