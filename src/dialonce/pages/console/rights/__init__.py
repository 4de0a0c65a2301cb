"""The queue of the data-protection officer: requests of persons, their clocks, their answers."""

from dialonce.pages.console.rights import entry, notices, one, queue

# The fixed address of a new request comes before those of single requests.
ROUTES = (*queue.ROUTES, *entry.ROUTES, *notices.ROUTES, *one.ROUTES)

__all__ = ["ROUTES"]
