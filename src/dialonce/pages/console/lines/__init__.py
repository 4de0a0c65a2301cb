"""The lines of a publisher: find, register, set up, import."""

from dialonce.pages.console.lines import importing, one, overview

# The fixed words come first, so that none of them is read as a line's id.
ROUTES = (*overview.ROUTES, *importing.ROUTES, *one.ROUTES)

__all__ = ["ROUTES"]
