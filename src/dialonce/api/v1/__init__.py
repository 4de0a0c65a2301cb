"""The management API: one controller a noun."""

from litestar.types import ControllerRouterHandler

from dialonce.api.v1.credentials import Credentials
from dialonce.api.v1.drafts import Drafts
from dialonce.api.v1.inbox import Inbox
from dialonce.api.v1.insights import InsightsNoun
from dialonce.api.v1.interfaces import Interfaces
from dialonce.api.v1.line_import import LineImport
from dialonce.api.v1.lines import Lines
from dialonce.api.v1.publishers import Publishers
from dialonce.api.v1.rights import RightsRequests
from dialonce.api.v1.rights_notices import RecipientNotices
from dialonce.api.v1.solutions import Solutions
from dialonce.api.v1.split import Split
from dialonce.api.v1.tokens import Tokens
from dialonce.api.v1.versions import Versions
from dialonce.api.v1.views import InterfaceViews

MANAGEMENT_ROUTES: list[ControllerRouterHandler] = [
    Publishers,
    Solutions,
    Credentials,
    Tokens,
    Lines,
    LineImport,
    Interfaces,
    Drafts,
    Versions,
    InterfaceViews,
    RightsRequests,
    RecipientNotices,
    InsightsNoun,
    Inbox,
    Split,
]

__all__ = ["MANAGEMENT_ROUTES"]
