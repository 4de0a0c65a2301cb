"""JSON pointers (RFC 6901) into a document."""


def join(pointer: str, *members: str | int) -> str:
    """The pointer to a member below `pointer`."""
    return pointer + "".join("/" + _escape(member) for member in members)


def _escape(member: str | int) -> str:
    return str(member).replace("~", "~0").replace("/", "~1")


def split(pointer: str) -> list[str]:
    """The members that a pointer goes through; none for the whole document."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
