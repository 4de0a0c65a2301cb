"""The editor of menus: list, screens and elements, phone, map, search, languages, versions, publication."""

from dialonce.pages.console.interfaces import editing, listing, preview, trying

ROUTES = (*listing.ROUTES, *editing.ROUTES, *preview.ROUTES, *trying.ROUTES)

__all__ = ["ROUTES"]
