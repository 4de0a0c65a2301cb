"""What a button or picture does, and what it hands to the screen it opens."""

from dialonce.menus.classic.reading import Raw, Reader
from dialonce.menus.model import Command, CommandName, Variables
from dialonce.menus.pointer import join

_BUTTON = "button_"


def read_command(reader: Reader, data: Raw, pointer: str) -> Command:
    """The command in a button's `data`; without a name it opens a screen."""
    return Command(
        name=reader.text(data, "command", pointer) or CommandName.OPEN_VIEW,
        value=reader.text(data, "value", pointer),
        variables=_read_variables(reader, data, pointer),
        realm=reader.text(data, "realm", pointer),
        score=reader.number(data, "score", pointer),
    )


def read_optional_command(reader: Reader, data: Raw, pointer: str) -> Command | None:
    """The same for a picture, which does nothing unless it says so."""
    silent = data.get("command") in (None, "") and data.get("value") in (None, "")
    return None if silent else read_command(reader, data, pointer)


def _read_variables(reader: Reader, data: Raw, pointer: str) -> Variables | None:
    raw = reader.object(data, "variables", pointer)
    below = join(pointer, "variables")
    context = reader.object(raw, "viewContext", below)
    inside = join(below, "viewContext")
    frame = reader.object(context, "iframe", inside)
    variables = Variables(
        title=reader.text(raw, "viewName", below) or None,
        frame_url=reader.text(frame, "url", join(inside, "iframe")),
        button_values=_button_values(reader, context, inside),
    )
    return None if variables == Variables() else variables


def _button_values(reader: Reader, context: Raw, pointer: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for key in context:
        if key.startswith(_BUTTON):
            override = reader.object(context, key, pointer)
            value = reader.text(override, "value", join(pointer, key))
            if value is not None:
                values[key.removeprefix(_BUTTON)] = value
    return values
