"""Where people sign in, as a browser binds passkeys to it."""

import msgspec


class Site(msgspec.Struct, frozen=True):
    """Whom a browser gives an answer to: the host name that binds passkeys, and the origin of our pages."""

    host: str
    origin: str
