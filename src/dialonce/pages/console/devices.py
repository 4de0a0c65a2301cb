"""What browser on what system, in a few words: enough to know one's own device again, not enough to tell people apart."""

from typing import Final

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """Such as `Firefox · Android`; empty for what is not known."""
    found = (next((words for mark, words in names if mark in user_agent), "") for names in (_BROWSERS, _SYSTEMS))
    return " · ".join(filter(None, found))
