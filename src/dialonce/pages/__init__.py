"""Server-rendered pages for callers, staff and developers."""

from dialonce.pages.errors import answer_page_error, wants_page
from dialonce.pages.routes import PAGE_ROUTES
from dialonce.pages.templating import warm_up

__all__ = ["PAGE_ROUTES", "answer_page_error", "wants_page", "warm_up"]
