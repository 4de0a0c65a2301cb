"""From nothing to a published menu: the path of a publisher's first day."""

from dialonce.pages.console.start import doing, path, trying

ROUTES = (*path.ROUTES, *doing.ROUTES, *trying.ROUTES)

__all__ = ["ROUTES"]
