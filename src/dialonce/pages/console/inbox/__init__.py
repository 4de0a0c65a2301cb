"""Forms that callers sent: read them, take care of them, hand them on."""

from dialonce.pages.console.inbox import export, one, overview

# The export's fixed addresses come before those of single forms.
ROUTES = (*overview.ROUTES, *export.ROUTES, *one.ROUTES)

__all__ = ["ROUTES"]
