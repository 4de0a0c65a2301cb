"""Calls as support sees them: recent ones, one caller's, what they saw and chose. Every look is journalled."""

from dialonce.pages.console.calls import caller, recent

ROUTES = (*recent.ROUTES, *caller.ROUTES)

__all__ = ["ROUTES"]
