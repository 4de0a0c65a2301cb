"""Severing a clause that a court or the authority found invalid (IN-c): it permits nothing, what it forbids stays."""

from dialonce.policy import EffectivePolicy, Overlay, Policy
from dialonce.publishers.policy import Kind, join_layers, list_layers, remove_layer, store_layer
from dialonce.vault import Session

SEVERED = "severed"


async def severed_clauses(session: Session) -> tuple[str, ...]:
    """The clauses that are severed for the session's publisher."""
    found = [layer.read().severed for layer in await list_layers(session) if layer.name == SEVERED]
    return found[0] if found else ()


async def sever_clause(session: Session, base: Policy, clause: str) -> EffectivePolicy:
    """Sever a clause for the session's publisher; what then holds. Raises `Invalid` when there is no such clause."""
    severed = sorted({*await severed_clauses(session), clause})
    return await store_layer(session, base, Kind.SUPPLEMENT, Overlay(SEVERED, severed=tuple(severed)))


async def mend_clause(session: Session, base: Policy, clause: str) -> EffectivePolicy:
    """Let a severed clause hold again; what then holds."""
    severed = [known for known in await severed_clauses(session) if known != clause]
    if severed:
        return await store_layer(session, base, Kind.SUPPLEMENT, Overlay(SEVERED, severed=tuple(severed)))
    await remove_layer(session, SEVERED)
    return join_layers(base, session.publisher, await list_layers(session))
