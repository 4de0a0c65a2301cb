"""The staff console's frame; its pages extend `console/frame.html` and pass `frame`."""

from dialonce.pages.console.frame import ConsoleFrame, NavEntry, NavGroup

__all__ = ["ConsoleFrame", "NavEntry", "NavGroup"]
