"""Evidence from sharing: what the ledger says went out, and what agreements, cases and safeguards allowed it to."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import msgspec

from dialonce.app.evidence.scene import Faults, Scene, names
from dialonce.policy import Action, Actor, Denial, Facts, LegalCase, LegalGround, Use, decide
from dialonce.sharing import (
    Agreement,
    Disclosure,
    Transfer,
    list_agreements,
    list_transfers,
    recent_disclosures,
    untold_recipients,
    waiting_notices,
)
from dialonce.storage.pool import ROLES
from dialonce.vault import SYSTEM

MOST = 1_000
LONGEST_WAIT = timedelta(days=1)
BOUND = frozenset(("partner", "affiliate", "carrier", "third-party"))


class Shared(msgspec.Struct, frozen=True):
    """One disclosure with what was on file about its recipient."""

    disclosure: Disclosure
    agreements: list[Agreement]
    transfers: list[Transfer]

    @property
    def kind(self) -> str:
        return self.disclosure.recipient.partition(":")[0]

    @property
    def grounds(self) -> list[Agreement]:
        """The agreements with its recipient that were in force when it happened."""
        at = self.disclosure.disclosed_at
        return [
            one
            for one in self.agreements
            if one.party == self.disclosure.recipient
            and one.created_at <= at < one.until
            and (one.ended_at is None or at <= one.ended_at)
        ]


async def _shared(scene: Scene) -> AsyncIterator[Shared]:
    vault = scene.running.parts.vault
    for publisher_id in list(vault.directory.publishers):
        async with vault.session([publisher_id], SYSTEM) as session:
            agreements, transfers = await list_agreements(session), list(await list_transfers(session))
            disclosures = await recent_disclosures(session, MOST)
        for disclosure in disclosures:
            yield Shared(disclosure, agreements, transfers)


async def ledger(scene: Scene) -> Faults:
    """Nobody can rewrite the ledger, and it names no kind of recipient, purpose or data that the policy does not (6-b, 0-b)."""
    async with scene.running.directory_pool.connection() as conn:
        for name in await names(conn, "updaters", {"roles": list(ROLES), "table": "personal.disclosure"}):
            yield f"role {name} could rewrite the ledger."
    lists = scene.whole.vocabulary
    async for one in _shared(scene):
        known = one.kind in lists.recipients and one.disclosure.purpose in lists.purposes
        if not known or not set(one.disclosure.categories) <= lists.categories.keys():
            yield f"disclosure {one.disclosure.reference} names what the policy does not know."


async def agreements(scene: Scene) -> Faults:
    """Everything that went to bound recipients rested on an agreement for it (6.2-a, 6.3-a, 8-g, GDPR 28)."""
    async for one in _shared(scene):
        if one.kind not in BOUND:
            continue
        wanted = set(one.disclosure.categories)
        if not any(
            one.disclosure.purpose in ground.purposes and wanted <= set(ground.categories) for ground in one.grounds
        ):
            yield f"disclosure {one.disclosure.reference} rests on no agreement."


async def leaving(scene: Scene) -> Faults:
    """Once an agreement has ended nothing more goes to that party (3.1-n)."""
    async for one in _shared(scene):
        if one.kind in BOUND and not one.grounds:
            yield f"disclosure {one.disclosure.reference} came after the end of its agreement."


async def third_parties(scene: Scene) -> Faults:
    """Third parties that got data inform the persons, as they signed (3.3-c)."""
    async for one in _shared(scene):
        if one.kind == "third-party" and not any(ground.notifies_subject for ground in one.grounds):
            yield f"the recipient of disclosure {one.disclosure.reference} tells nobody."


async def erasure_notices(scene: Scene) -> Faults:
    """Whoever received data of an erased person was told, and no notice waits for long (3.3-a, GDPR 19)."""
    vault = scene.running.parts.vault
    for publisher_id in list(vault.directory.publishers):
        async with vault.session([publisher_id], SYSTEM) as session:
            if untold := await untold_recipients(session):
                yield f"{untold} recipients were not told of an erasure."
            for notice in await waiting_notices(session):
                if session.now - notice.queued_at > LONGEST_WAIT:
                    yield f"notice {notice.notice_id} waits since {notice.queued_at:%Y-%m-%d}."


async def transfers(scene: Scene) -> Faults:
    """Nothing left the European Economic Area but under a safeguard of that day (10-a, 10-b, 10-c, GDPR 44)."""
    lists = scene.whole.vocabulary
    async for one in _shared(scene):
        region, at = one.disclosure.region, one.disclosure.disclosed_at
        if region in lists.eea:
            continue
        decision = scene.whole.adequacy.get(region)
        adequate = decision is not None and decision.holds(at.date()) and not decision.certified_only
        if not adequate and not any(
            safeguard.country == region and safeguard.created_at <= at < safeguard.until for safeguard in one.transfers
        ):
            yield f"disclosure {one.disclosure.reference} went to {region} without a safeguard."


async def legal_cases(scene: Scene) -> Faults:
    """A legal disclosure needs its justification and several people, none of whom counts twice (6.4-a, 6.4-b, 6.4-c)."""
    async with scene.running.directory_pool.connection() as conn:
        rules = " ".join(await names(conn, "constraints", {"table": "core.legal_case"}))
        if "justification" not in rules:
            yield "a legal case needs no justification."
    case = LegalCase("evidence", LegalGround.ORDER, "evidence", approvals=1, noticed=True)
    use = Use(uuid4(), Actor.PUBLISHER, Action.DISCLOSE, "legal-obligation", frozenset({"call-log"}), "authority:x")
    if not isinstance(decide(use, Facts(legal_case=case), scene.whole, scene.running.parts.now), Denial):
        yield "one person alone could hand data to an authority."


async def tokens(scene: Scene) -> Faults:
    """No token lets a partner in: what partners get is sent to them, for the purpose they signed for (6.3-d)."""
    async with scene.running.directory_pool.connection() as conn:
        rules = " ".join(await names(conn, "constraints", {"table": "core.token"}))
    if "'api'" not in rules or "partner" in rules:
        yield "partners may have tokens."
