"""The editor of menus: list, screens and elements, phone, map, search, languages, versions, publication."""

from dialonce.pages.console.interfaces import (
    editing,
    languages,
    listing,
    mapping,
    preview,
    publishing,
    searching,
    settings,
    trying,
)

ROUTES = (
    *listing.ROUTES,
    *editing.ROUTES,
    *trying.ROUTES,
    *preview.ROUTES,
    *mapping.ROUTES,
    *searching.ROUTES,
    *languages.ROUTES,
    *settings.ROUTES,
    *publishing.ROUTES,
)

__all__ = ["ROUTES"]
