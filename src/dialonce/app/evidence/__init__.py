"""Evidence from the running system: what proves now, on this installation, that each clause holds."""

from collections.abc import Mapping

import msgspec

from dialonce.app.evidence import consent, incidents, insights, people, policy, program, rights, sdk, sharing, vault
from dialonce.app.evidence.scene import Check, Scene, scene_of

__all__ = ["EVIDENCE", "Proof", "Scene", "prove", "scene_of"]

EVIDENCE: Mapping[str, Check] = {
    "calls.unlisted-dropped": program.unlisted_dropped,
    "channels.templates": program.templates,
    "insights.attest": insights.attest,
    "insights.counters": insights.counters,
    "insights.gate": insights.gate,
    "insights.linkage": insights.linkage,
    "insights.silo": insights.silo,
    "consent.age": consent.age,
    "consent.opt-out": consent.opted_out,
    "consent.records": consent.records,
    "consent.send-time": consent.send_time,
    "consent.stop": consent.stop,
    "menus.optional-fields": program.optional_fields,
    "numbers.validation": program.validation,
    "pages.exit": program.way_out,
    "pages.privacy": program.privacy_page,
    "policy.catalogue": policy.catalogue,
    "policy.contacts": policy.contacts,
    "policy.decision": policy.decision,
    "policy.definitions": policy.definitions,
    "policy.figures": policy.figures,
    "policy.labels": policy.labels,
    "policy.layers": policy.layers,
    "policy.plans": policy.plans,
    "policy.projection": policy.projected,
    "policy.refusals": policy.refusals,
    "policy.register": policy.register,
    "policy.text": policy.text,
    "policy.versions": policy.versions,
    "sdk.contacts": sdk.contacts,
    "sdk.no-telemetry": sdk.no_telemetry,
    "sdk.number-set": sdk.number_set,
    "staff.incidents": incidents.incidents,
    "staff.risk-register": incidents.risks,
    "staff.training": people.training,
    "rights.access-archive": rights.archive,
    "rights.clocks": rights.clocks,
    "rights.desk": rights.desk,
    "rights.directives": rights.directives,
    "rights.identity": rights.identity,
    "rights.letters": rights.letters,
    "rights.refusals": rights.refusals,
    "rights.staleness": rights.staleness,
    "sharing.agreements": sharing.agreements,
    "sharing.erasure-notices": sharing.erasure_notices,
    "sharing.exit": sharing.leaving,
    "sharing.ledger": sharing.ledger,
    "sharing.legal-cases": sharing.legal_cases,
    "sharing.notices": sharing.third_parties,
    "sharing.tokens": sharing.tokens,
    "sharing.transfers": sharing.transfers,
    "rights.self-service": consent.self_service,
    "subjects.location": consent.location,
    "vault.break-glass": vault.break_glass,
    "vault.erasure": vault.erasure,
    "vault.gate": vault.gate,
    "vault.journal": vault.journal,
    "vault.retention": vault.retention,
    "vault.roles": vault.roles,
    "vault.sealing": vault.sealing,
    "vault.tenants": vault.tenants,
    "web.cookies": program.cookies,
    "web.gpc": consent.global_privacy_control,
    "web.rate-limits": program.rate_limits,
    "web.transport": program.transport,
}


class Proof(msgspec.Struct, frozen=True):
    """What one check found. `faults` empty: it holds now."""

    name: str
    faults: tuple[str, ...]


async def prove(scene: Scene) -> Mapping[str, Proof]:
    """Run every check once, by name. The checks change nothing."""
    return {name: Proof(name, tuple([fault async for fault in check(scene)])) for name, check in EVIDENCE.items()}
