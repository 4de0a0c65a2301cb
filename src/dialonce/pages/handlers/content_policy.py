"""The Content-Security-Policy of interface pages."""

from collections.abc import Sequence

from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.handlers.stay import Stay
from dialonce.web.headers import CONTENT_POLICY
from dialonce.web.parts import parts_of

_PICTURES = "img-src 'self' data:"
_FRAMES = "frame-ancestors 'self'"


def interface_policy(request: AnyRequest, stay: Stay, hosts: Sequence[str]) -> str:
    """The policy of every page, opened for two things: pictures that the caller asked for, and the publisher's own sites.

    The website tag shows a menu in a dialog of the publisher's page; only origins that its solutions are registered with
    may do so, and never with a private link.
    """
    pictures = " ".join([_PICTURES, *(f"https://{host}" for host in hosts)])
    origins = [] if stay.secret else _origins(request, stay)
    frames = " ".join([_FRAMES, *origins])
    return CONTENT_POLICY.replace(_PICTURES, pictures).replace(_FRAMES, frames)


def _origins(request: AnyRequest, stay: Stay) -> list[str]:
    solutions = parts_of(request).vault.directory.solutions.values()
    ours = (one for one in solutions if one.publisher_id == stay.visit.publisher_id and one.enabled)
    return sorted({origin for one in ours for origin in one.allowed_origins})
