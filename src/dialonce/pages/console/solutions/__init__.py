"""The solutions of a publisher: what uses us, with what credentials, and the code to paste there."""

from dialonce.pages.console.solutions import credentials, one, overview

ROUTES = (*overview.ROUTES, *one.ROUTES, *credentials.ROUTES)

__all__ = ["ROUTES"]
