"""The policy that holds for each publisher: its layers stored, joined, and kept in step in every process."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
import structlog

from dialonce.errors import Fault, Invalid
from dialonce.policy import EffectivePolicy, Overlay, Policy, effective_policy
from dialonce.storage.listener import Listener
from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import fetch_all, fetch_value
from dialonce.vault import Session

CHANNEL = "dialonce_policy"
_log = structlog.get_logger(__name__)


class Kind(StrEnum):
    """What a layer is: a supplement, or the publisher's own policy, which stands above supplements (4-b)."""

    SUPPLEMENT = "supplement"
    PUBLISHER = "publisher"


class Layer(msgspec.Struct, frozen=True):
    """One stored layer of a publisher. `document` is an `Overlay` as JSON."""

    publisher_id: UUID
    name: str
    kind: Kind
    revision: int
    document: str

    def read(self) -> Overlay:
        """The overlay. Raises `Invalid` when the document is none."""
        return read_overlay(self.document)


def read_overlay(document: str | bytes) -> Overlay:
    """An overlay from JSON. Raises `Invalid` saying where it departs from the form."""
    try:
        return msgspec.json.decode(document, type=Overlay)
    except msgspec.DecodeError as wrong:
        raise Invalid("The policy layer cannot be read.", faults=(Fault("/", str(wrong)),)) from wrong


class PolicyBook:
    """One process's effective policies. Asking is a dictionary look-up; a change anywhere is here within a second.

    `faults` names the publishers whose stored layers no longer fit the policy of this program, and why: the base
    policy and the statute hold for them until a mended layer is stored.
    """

    def __init__(self, pool: Pool, base: Policy) -> None:
        self.base = base
        self.whole = effective_policy(base)
        self.faults: Mapping[UUID, str] = {}
        self._pool = pool
        self._own: Mapping[UUID, EffectivePolicy] = {}

    def policy_of(self, publisher_id: UUID) -> EffectivePolicy:
        """What is enforced for this publisher, and what its callers read."""
        return self._own.get(publisher_id, self.whole)

    def listener(self, url: str) -> Listener:
        """The listener that keeps the book in step."""
        return Listener(url, {CHANNEL: self._heard})

    async def load(self) -> None:
        """Read every layer and join them; policies that did not change keep what they remember."""
        async with transaction(self._pool) as conn:
            layers = await fetch_all(conn, "policy.layers", {}, Layer)
        own: dict[UUID, EffectivePolicy] = {}
        faults: dict[UUID, str] = {}
        for publisher_id in dict.fromkeys(layer.publisher_id for layer in layers):
            try:
                joined = join_layers(
                    self.base, publisher_id, [row for row in layers if row.publisher_id == publisher_id]
                )
            except Invalid as wrong:
                faults[publisher_id] = wrong.detail
                _log.warning("policy.layer_rejected", publisher=str(publisher_id), detail=wrong.detail)
                continue
            before = self._own.get(publisher_id)
            own[publisher_id] = before if before is not None and before.hash == joined.hash else joined
        self._own, self.faults = own, faults

    async def _heard(self, _tables: frozenset[str]) -> None:
        await self.load()


def join_layers(base: Policy, publisher_id: UUID, layers: list[Layer]) -> EffectivePolicy:
    """The effective policy of a publisher. Raises `Invalid` when a layer is weaker than the statute (4-b)."""
    supplements = [layer.read() for layer in layers if layer.kind == Kind.SUPPLEMENT]
    own = [layer.read() for layer in layers if layer.kind == Kind.PUBLISHER]
    if len(own) > 1:
        raise Invalid("A publisher has one policy of its own; store the rest as supplements.")
    return effective_policy(base, supplements, own[0] if own else None, publisher=publisher_id)


async def store_layer(session: Session, base: Policy, kind: Kind, overlay: Overlay) -> EffectivePolicy:
    """Put a layer over the base policy of the session's publisher; what then holds for it.

    The newest revision of a name counts, older ones stay. Raises `Invalid` for a layer that is weaker than the statute.
    """
    joined = await preview_layer(session, base, kind, overlay)
    await _add(session, overlay.name, kind, msgspec.json.encode(overlay, order="sorted").decode())
    return joined


async def remove_layer(session: Session, name: str) -> None:
    """Take a layer away; what it said stays in its older revisions. Nothing happens when there is none."""
    for layer in await _layers(session):
        if layer.name == name:
            await _add(session, name, layer.kind, None)


class LayerRevision(msgspec.Struct, frozen=True):
    """One revision of a layer as it was stored; `document` is None where the layer was taken away."""

    name: str
    kind: Kind
    revision: int
    document: str | None
    stored_at: datetime


async def list_layers(session: Session) -> list[Layer]:
    """The layers that count now for the session's publisher."""
    return await _layers(session)


async def layer_revisions(session: Session) -> list[LayerRevision]:
    """Everything that was ever stored for the session's publisher, the newest first."""
    rows = await fetch_all(session.conn, "policy.revisions", {"publisher_id": session.publisher}, LayerRevision)
    return [msgspec.structs.replace(row, kind=Kind(row.kind)) for row in rows]


async def preview_layer(session: Session, base: Policy, kind: Kind, overlay: Overlay) -> EffectivePolicy:
    """What would hold with this layer; nothing is stored. Raises `Invalid` as `store_layer` does."""
    document = msgspec.json.encode(overlay, order="sorted").decode()
    layer = Layer(session.publisher, overlay.name, kind, 0, document)
    kept = [known for known in await _layers(session) if known.name != overlay.name]
    return join_layers(base, session.publisher, [*kept, layer])


async def _layers(session: Session) -> list[Layer]:
    rows = await fetch_all(session.conn, "policy.layers", {}, Layer)
    return [row for row in rows if row.publisher_id == session.publisher]


async def _add(session: Session, name: str, kind: Kind, document: str | None) -> None:
    values = {
        "publisher_id": session.publisher,
        "name": name,
        "kind": str(kind),
        "document": document,
        "now": session.now,
    }
    await fetch_value(session.conn, "policy.add_layer", values)
