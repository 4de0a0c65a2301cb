"""Publishers' class names, kept apart from the page's own by a prefix: neither can restyle the other by
accident.
"""

import re
from itertools import islice

PREFIX = "pub-"
MAX_CLASSES = 10

_NAME = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{0,63}", re.ASCII)


def publisher_classes(*texts: str) -> str:
    """A safe `class` attribute from `cssClass` texts: the first `MAX_CLASSES` plain names, each with `PREFIX`."""
    names = (PREFIX + name for text in texts for name in text.split() if _NAME.fullmatch(name))
    return " ".join(islice(dict.fromkeys(names), MAX_CLASSES))
