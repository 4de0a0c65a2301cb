"""The staff console: its frame, its sections, and one module or folder for each area."""

from dialonce.pages.console.frame import ConsoleFrame, NavEntry, NavGroup
from dialonce.pages.console.framing import console_answer, console_page, frame_of
from dialonce.pages.console.routes import CONSOLE_ROUTES

__all__ = ["CONSOLE_ROUTES", "ConsoleFrame", "NavEntry", "NavGroup", "console_answer", "console_page", "frame_of"]
