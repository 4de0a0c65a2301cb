"""What devices send, member by member (docs/reference/sdk-protocol.md). There is no member for anything of an address book."""

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from dialonce.errors import Fault, Invalid
from dialonce.subjects import Place

Short = Annotated[str, Meta(max_length=64)]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
_CELL = re.compile(r"g6:(\d{1,4}):(\d{1,4})", re.ASCII)
ROWS = 3336
"""Rows of the grid: 6 km high, from pole to pole."""


class DeviceBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/devices`. `sim_country` is for the device's own use of numbers, and is not kept."""

    device: UUID
    solution: Name
    library: Name
    sim_country: Annotated[str, Meta(pattern="^[A-Z]{2}$")] | None = None
    culture: Short = ""
    imei: Short | None = None
    meid: Short | None = None
    serial: Short | None = None


class ConsentBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/consents`."""

    id: UUID
    purpose: Name
    choice: Name
    decided_at: datetime
    application: Short | None = None
    culture: Short = ""


class LocationBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/location`: a cell, or with `precision: "precise"` a point. No device id is in it (4.3-b)."""

    id: UUID
    application: Name
    occurred_at: datetime
    precision: Name
    cell: Short | None = None
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None
    accuracy: Annotated[float, Meta(ge=0, le=100_000)] | None = None


def place_of(body: LocationBody) -> Place:
    """The place, coarse or precise. Raises `Invalid` when members and precision do not agree."""
    point = (body.latitude, body.longitude, body.accuracy)
    if body.precision == "coarse" and body.cell is not None and point == (None, None, None):
        return Place(body.id, body.application, body.occurred_at, cell=_cell(body.cell))
    latitude, longitude, accuracy = point
    if body.precision != "precise" or body.cell is not None or latitude is None or longitude is None:
        wanted = "`coarse` with a cell, or `precise` with latitude, longitude and accuracy"
        raise Invalid("The place cannot be understood.", faults=(Fault("/precision", wanted),))
    return Place(body.id, body.application, body.occurred_at, point=(latitude, longitude, accuracy or 0.0))


def _cell(text: str) -> str:
    found = _CELL.fullmatch(text)
    if found is None or int(found[1]) >= ROWS:
        raise Invalid("The cell is none of the grid.", faults=(Fault("/cell", "`g6:<row>:<column>`"),))
    return text
