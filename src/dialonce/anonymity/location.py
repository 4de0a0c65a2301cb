"""Where somebody is, made so coarse that it tells of thousands (4.3-c).

Both functions only lose precision: what they answer holds nothing that a finer place could be read from.
"""

COARSE = 3
"""H3 resolution of published places: cells of about 12,400 km²."""
ABROAD = "abroad"
_FRENCH_ZONES = {
    "1": "fr-1",
    "2": "fr-2",
    "3": "fr-3",
    "4": "fr-4",
    "5": "fr-5",
    "6": "fr-mobile",
    "7": "fr-mobile",
    "8": "fr-other",
    "9": "fr-other",
}
REGIONS = (*dict.fromkeys(_FRENCH_ZONES.values()), ABROAD, "")
"""Every answer of `coarsen_number`; the empty one stands for what is unknown."""


def coarsen_number(number: str) -> str:
    """The zone of the French numbering plan that a canonical number belongs to, or `abroad`; empty when it tells nothing.

    A mobile number tells no region: it is `fr-mobile`.
    """
    if not number.startswith("+"):
        return ""
    return _FRENCH_ZONES.get(number[3:4], "") if number.startswith("+33") else ABROAD


def coarsen_location(latitude: float, longitude: float, *, resolution: int = COARSE) -> str:
    """The H3 cell around a point. Raises `ValueError` for a resolution finer than `COARSE`, or for a point that is none."""
    if resolution > COARSE:
        raise ValueError(f"Places are published no finer than H3 resolution {COARSE}.")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("This is no point on Earth.")
    import h3  # noqa: PLC0415 - a tenth of a second that only those pay who locate

    return str(h3.latlng_to_cell(latitude, longitude, resolution))
