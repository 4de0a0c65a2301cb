"""How the demo's callers walk through its menu: what they look for, and whether they find it."""

from random import Random

Deed = tuple[str, str, dict[str, str | float]]
"""A kind of interaction, the screen, and what was dialled or rated."""
Walk = list[Deed]

# Screens of the demo menu, and how many of a hundred callers take each way.
_WAYS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("1", "40", "41", "42", "verdict", "49"), 17),
    (("1", "40", "45", "verdict", "49"), 9),
    (("1", "40", "48", "en-ligne"), 6),
    (("1", "10", "12", "26"), 9),
    (("1", "10", "13", "en-ligne"), 8),
    (("1", "10", "11", "verdict"), 7),
    (("1", "30", "32", "verdict", "49"), 8),
    (("1", "30", "33", "verdict"), 5),
    (("1", "20", "21"), 6),
    (("1", "20", "22", "en-ligne"), 5),
    (("1", "80", "81", "en-ligne"), 5),
    (("1", "120", "121", "en-ligne"), 4),
    (("1", "50", "51", "en-ligne"), 4),
    (("1", "130", "131", "merci-demande"), 3),
    (("1",), 4),
)
_BEFORE_THE_CALL = ("130", "appel")
_CALLED_ANYWAY = {1: 0.31, 2: 0.24}
"""By version: the second one asks less before it answers."""
_RATED = 0.35
_SCORES = (100.0, 100.0, 100.0, 50.0, 50.0, 0.0)
_ADVISER = "3654"


def walk(random: Random, version: int) -> Walk:
    """What one caller does on this version of the menu."""
    ways, weights = zip(*_WAYS, strict=True)
    screens = random.choices(ways, weights)[0]
    if random.random() < _CALLED_ANYWAY[version]:
        seen = screens[: random.randrange(1, len(screens) + 1)]
        last = random.choice(_BEFORE_THE_CALL)
        return [*_seen(seen), ("screen", last, {}), ("call", last, {"number": _ADVISER})]
    deeds = _seen(screens)
    if screens[-1] == "merci-demande":
        deeds.insert(3, ("form", "131", {}))
    if random.random() < _RATED:
        deeds += [("screen", "avis", {}), ("rating", "avis", {"realm": "aide", "score": random.choice(_SCORES)})]
    return deeds


def _seen(screens: tuple[str, ...]) -> Walk:
    return [("screen", screen, {}) for screen in screens]
