"""Statistics that identify nobody: key figures, ways through the menu, versions side by side, and what protects callers."""

from dialonce.pages.console.insights import download, menu, overview, protection, versions

ROUTES = (*overview.ROUTES, *menu.ROUTES, *versions.ROUTES, *protection.ROUTES, *download.ROUTES)

__all__ = ["ROUTES"]
