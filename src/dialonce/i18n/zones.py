"""Which clock a country goes by (CLDR, through Babel)."""

from babel.core import get_global


def only_zone(country: str) -> str | None:
    """The IANA name of a country's time zone; None where there are several, or no such country: nothing is guessed."""
    zones = get_global("territory_zones").get(country, [])
    return zones[0] if len(zones) == 1 else None
