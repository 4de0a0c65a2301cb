"""Addresses inside one interface. `base` is its own path, such as `/m/k3v9`, without a slash at the end.

| address | method | what it is |
| --- | --- | --- |
| `base`, `base/s/<place>?from=<trail>` | GET | a screen |
| `base/s/<place>/style.<hash>.css` | GET | what the publisher's styles make of that screen |
| `base/s/<place>/<position>/call` | POST | counts a call; without script it answers the page with the `tel:` link |
| `base/s/<place>/<position>/leave` | POST | counts that somebody went to a third party |
| `base/s/<place>/<position>/rate` | POST | keeps the score and answers 303 to the next screen |
| `base/s/<place>/<position>/interception` | POST | keeps the choice and answers 303 back |
| `base/s/<place>/<position>/send` | POST | a filled form |
| `base/notice` | POST | the notice was read: `version`, and `back`, a path below `base` |

Calling: the `tel:` link stands in the page and works by itself on every phone, old ones too. A small script tells us of the tap
(`sendBeacon`), without waiting. Where script is off and the browser says so (`@media (scripting: none)`), a button takes the
link's place, posts to the same address and gets one page with the link: one tap more, but counted. A redirect
to `tel:` was not taken: `form-action 'self'` stops it in some browsers, and old ones ignore it.
"""

from collections.abc import Sequence
from typing import Final, Literal
from urllib.parse import quote

from dialonce.errors import NotFound
from dialonce.menus.model import Interface
from dialonce.menus.walk import Place, decode_place, encode_place

Verb = Literal["call", "leave", "rate", "interception", "send"]

LONGEST_TRAIL: Final = 12
"""How many screens back a caller can go; older ones are forgotten, and then back leads to the entry screen."""

_BETWEEN: Final = "!"


def screen_path(base: str, place: Place, trail: Sequence[Place] = (), *, pictures: bool = False) -> str:
    """A screen, with the way there. `pictures` asks for pictures from other companies' servers to be loaded."""
    queries = [f"from={write_trail(trail)}"] if trail else []
    if pictures:
        queries.append("pictures=1")
    return f"{base}/s/{encode_place(place)}" + ("?" + "&".join(queries) if queries else "")


def element_path(base: str, place: Place, position: int, verb: Verb, trail: Sequence[Place] = ()) -> str:
    """Where a form or beacon of one element of the screen goes."""
    way = f"?from={write_trail(trail)}" if trail else ""
    return f"{base}/s/{encode_place(place)}/{position}/{verb}{way}"


def sheet_path(base: str, place: Place, mark: str) -> str:
    return f"{base}/s/{encode_place(place)}/style.{mark}.css"


def notice_path(base: str) -> str:
    return f"{base}/notice"


def back_path(base: str, trail: Sequence[Place]) -> str:
    """The screen the caller came from, else the entry screen."""
    return screen_path(base, trail[-1], trail[:-1]) if trail else base


def extend_trail(trail: Sequence[Place], here: Place, target: Place) -> tuple[Place, ...]:
    """The trail of `target` when it is opened from `here`; going to a screen that was on the way forgets the detour."""
    way = (*trail, here)
    if target in way:
        return way[: way.index(target)]
    return way[-LONGEST_TRAIL:]


def write_trail(trail: Sequence[Place]) -> str:
    return quote(_BETWEEN.join(encode_place(place) for place in trail), safe="!~")


def read_trail(interface: Interface, text: str) -> tuple[Place, ...]:
    """The screens that a `from` parameter names, oldest first; what leads nowhere is left out. Never raises."""
    return tuple(place for part in text.split(_BETWEEN)[-LONGEST_TRAIL:] if (place := _read_place(interface, part)))


def _read_place(interface: Interface, text: str) -> Place | None:
    try:
        return decode_place(interface, text) if text else None
    except NotFound:
        return None
