"""What every page knows besides its own view: language, theme, where it is, and the token for its forms."""

from typing import Final, Literal, TypeGuard, get_args

from msgspec import Struct

from dialonce.i18n import Locale

Theme = Literal["auto", "light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)

PREFERENCES_PATH: Final = "/preferences"
"""Takes POST with `locale` or `theme`, and `back`: a path of this server to return to."""


def is_theme(value: object) -> TypeGuard[Theme]:
    return value in THEMES


class Page(Struct, frozen=True):
    """`path` is this page's own path with query, to come back to after a switch; `csrf` goes into every form."""

    locale: Locale
    theme: Theme = "auto"
    path: str = "/"
    csrf: str = ""
