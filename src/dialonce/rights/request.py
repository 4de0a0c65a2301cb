"""A request of a person: which right, how it came, where it stands."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from dialonce.i18n import Locale


class Right(StrEnum):
    """The rights that can be asked for (GDPR 15 to 21; loi 78-17, art. 85)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    PORTABILITY = "portability"
    POST_MORTEM = "post-mortem"


class Channel(StrEnum):
    """How a request came in. All are equal (7-f)."""

    PAGE = "page"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    API = "api"


class State(StrEnum):
    """Where a request stands. `SUSPENDED`: the clock stands still until identity is confirmed. `ERASING`: granted, and the
    key is about to be destroyed; nothing can stop it any more.
    """

    OPEN = "open"
    SUSPENDED = "suspended"
    ERASING = "erasing"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Identity(StrEnum):
    """Whether it is reasonably sure that the person who asks is the one whom the data is about (7-g)."""

    UNCHECKED = "unchecked"
    ASKED = "asked"
    CONFIRMED = "confirmed"


class StepKind(StrEnum):
    """What was done with a request."""

    RECEIVED = "received"
    IDENTITY_ASKED = "identity-asked"
    IDENTITY_CONFIRMED = "identity-confirmed"
    LINKED = "linked"
    EXTENDED = "extended"
    NOTED = "noted"
    RECIPIENTS_TOLD = "recipients-told"
    LIFTING_ANNOUNCED = "lifting-announced"
    LIFTED = "lifted"
    ERASING = "erasing"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class NewRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request to open. `subject` is None when nobody knows yet whose data it is about.

    `body` is what the person wrote, or what was noted of what they said. `name` and `email` serve the answer alone. `paper`
    says where the paper file lies (2-d). `identity` is `CONFIRMED` for a person who signed in.
    """

    right: Right
    channel: Channel
    received_at: datetime
    subject: UUID | None = None
    body: str = ""
    locale: Locale = "fr"
    identity: Identity = Identity.UNCHECKED
    name: str = ""
    email: str = ""
    paper: str = ""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it stands. `due_at` is None while the clock stands still and after an erasure took the words.

    `outcome` is the code of the refusal, or empty. `body` and `paper` are empty once the subject was erased: what stays is
    proof that something was asked, and answered in time.
    """

    subject_id: UUID
    request_id: UUID
    right: Right
    channel: Channel
    state: State
    locale: Locale
    identity: Identity
    received_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None = None
    stopped_days: int = 0
    extended_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    body: str = ""
    paper: str = ""

    @property
    def reference(self) -> str:
        """What letters and people call it: the year it came and the beginning of its id."""
        return f"{self.received_at:%Y}-{self.request_id.hex[:8].upper()}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a request's history. `note` is internal; `title` and `letter` are what the person was sent."""

    step_id: UUID
    at: datetime
    kind: StepKind
    actor: str
    note: str = ""
    title: str = ""
    letter: str = ""


class RequestFile(msgspec.Struct, frozen=True):
    """A request with its whole history, oldest step first, and how to reach the person."""

    request: Request
    steps: tuple[Step, ...]
    name: str = ""
    email: str = ""
    phone_number: str = ""


class QueueFilter(msgspec.Struct, frozen=True):
    """Which requests to list. `state` may be `unclosed` for all that are not closed; empty fields filter nothing."""

    state: str = ""
    right: str = ""
    channel: str = ""
    limit: int = 200
