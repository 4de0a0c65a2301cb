"""JSON pointers (RFC 6901) into a document."""


def join(pointer: str, *members: str | int) -> str:
    """The pointer to a member below `pointer`."""
    return pointer + "".join("/" + _escape(member) for member in members)


def _escape(member: str | int) -> str:
    return str(member).replace("~", "~0").replace("/", "~1")
