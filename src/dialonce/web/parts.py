"""What the handlers share: the joined parts of one process."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request

from dialonce.calls import Enqueue, Recorder, Sending
from dialonce.channels import PumpingLimits
from dialonce.consent import ConsentRecorder
from dialonce.insights import Insights, Silo
from dialonce.policy import Contacts, Policy
from dialonce.publishers import DocumentCache, Edition, NumberSets
from dialonce.staff import Desk
from dialonce.storage.pool import Pool
from dialonce.subjects import SignInDesk
from dialonce.vault import Key, Vault

Editions = Callable[[], Awaitable[list[Edition]]]
"""Reads every published edition of the policy, oldest first."""


class Parts(msgspec.Struct, frozen=True):
    """Made once a process by `app`; handlers reach it through `parts_of`."""

    vault: Vault
    recorder: Recorder
    consents: ConsentRecorder
    documents: DocumentCache
    enqueue: Enqueue
    sending: Sending
    limits: PumpingLimits
    token_key: Key
    session_key: Key
    number_sets: NumberSets
    policy: Policy
    contacts: Contacts
    editions: Editions
    public_url: str
    staff: Desk
    sign_in: SignInDesk
    insights: Insights
    silo: Silo
    archivist: Pool
    demo: bool
    outbox_path: Path
    trusted_proxies: frozenset[str] = frozenset()

    @property
    def now(self) -> datetime:
        return self.vault.clock()


def parts_of(request: Request[Any, Any, Any]) -> Parts:
    """The parts of the process that answers this request."""
    parts: Parts = request.app.state.parts
    return parts
