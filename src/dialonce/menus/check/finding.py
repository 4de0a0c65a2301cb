"""One thing that is not good in an interface. The sentences are in `texts.json`, by code, in English and
French.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

_DEFAULT = "en"


class Severity(StrEnum):
    """An error leaves callers stuck; a warning shows them less than was meant; a notice is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Finding(Struct, frozen=True):
    """`pointer` is a JSON pointer into the document; `code` is stable and names the sentence; `params` fill
    it.
    """

    code: str
    pointer: str
    params: Mapping[str, str] = {}

    @property
    def severity(self) -> Severity:
        return Severity(_texts()[self.code]["severity"])

    def text(self, culture: str) -> str:
        """What is wrong and how to mend it, in French for French cultures and in English for all others."""
        sentences = _texts()[self.code]
        return str(sentences.get(culture.lower()[:2], sentences[_DEFAULT])).format_map(self.params)


@cache
def _texts() -> dict[str, Any]:
    content = files("dialonce.menus.check").joinpath("texts.json").read_text("utf-8")
    return dict(json.loads(content))
