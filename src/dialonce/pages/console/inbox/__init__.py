"""Forms that callers sent: read them, take care of them, hand them on."""

from dialonce.pages.console.inbox import export, one, overview, systems

# Fixed addresses come before those of single forms.
ROUTES = (*overview.ROUTES, *export.ROUTES, *systems.ROUTES, *one.ROUTES)

__all__ = ["ROUTES"]
