"""Pages for everybody: landing page, privacy policy, errors, short addresses, and the development outbox."""

from dialonce.pages.public.address import AddressView, render_address
from dialonce.pages.public.error import ErrorView, render_error
from dialonce.pages.public.expired import LinkExpiredView, render_link_expired
from dialonce.pages.public.landing import LandingView, render_landing
from dialonce.pages.public.outbox import OutboxMessage, OutboxView, render_outbox
from dialonce.pages.public.privacy import (
    ClauseChange,
    ClauseText,
    Piece,
    PolicyDiffView,
    PolicySection,
    PolicyVersion,
    PrivacyView,
    SummaryPoint,
    render_policy_diff,
    render_privacy,
)

__all__ = [
    "AddressView",
    "ClauseChange",
    "ClauseText",
    "ErrorView",
    "LandingView",
    "LinkExpiredView",
    "OutboxMessage",
    "OutboxView",
    "Piece",
    "PolicyDiffView",
    "PolicySection",
    "PolicyVersion",
    "PrivacyView",
    "SummaryPoint",
    "render_address",
    "render_error",
    "render_landing",
    "render_link_expired",
    "render_outbox",
    "render_policy_diff",
    "render_privacy",
]
