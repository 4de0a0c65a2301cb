"""Evidence of consent, location, opt-out and the privacy centre: what may not be done without a yes is not done."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.app.evidence.scene import Faults, Scene
from dialonce.channels import MarketingText
from dialonce.consent import QUESTIONS
from dialonce.engagement import CAMPAIGN_PURPOSES as PURPOSES
from dialonce.errors import Invalid
from dialonce.policy import (
    Action,
    Actor,
    ConsentFact,
    ConsentState,
    ContactFact,
    Denial,
    Facts,
    LocationFact,
    LocationLevel,
    Use,
    decide,
)
from dialonce.storage.queries import fetch_value
from dialonce.vault import NOWHERE, SYSTEM, consents_without_proof, sent_without_consent
from dialonce.web.caller import GPC_HEADER

_TENANT = UUID(int=7)
_NUMBER = frozenset({"phone-number"})
_CLOSED_PAGES = ("", "/history", "/looks", "/choices", "/details", "/download", "/requests", "/delete", "/receipts")


def _willing(purpose: str, version: str, scope: str | None = "sms", state: ConsentState = ConsentState.GIVEN) -> Facts:
    """Somebody who hinders nothing, with one answer of theirs."""
    return Facts(
        notice_acknowledged=version,
        consents=frozenset((ConsentFact(purpose, version, state, scope=scope),)),
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
        gpc=False,
        contact=ContactFact("sms", stop_offered=True),
        advertising_limited=False,
        action_by_user=True,
    )


def _may(scene: Scene, use: Use, facts: Facts) -> bool:
    return not isinstance(decide(use, facts, scene.whole, scene.running.parts.now), Denial)


def _sending(purpose: str) -> Use:
    return Use(_TENANT, Actor.PUBLISHER, Action.SEND, purpose, _NUMBER)


async def send_time(scene: Scene) -> Faults:
    """A campaign goes to who agreed, for this purpose and channel, and to nobody who withdrew before (4.2-b2 to b4)."""
    version = scene.whole.version
    for purpose in PURPOSES:
        if not _may(scene, _sending(purpose), _willing(purpose, version)):
            yield f"nobody can agree to {purpose}."
        for scope, state in (
            ("email", ConsentState.GIVEN),
            ("sms", ConsentState.WITHDRAWN),
            ("sms", ConsentState.REFUSED),
        ):
            if _may(scene, _sending(purpose), _willing(purpose, version, scope, state)):
                yield f"{purpose} goes out by SMS under an answer that is {state} for {scope}."
    vault = scene.running.parts.vault
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        if sent := await sent_without_consent(session):
            yield f"{sent} campaign messages went out without a consent that stood then."


async def stop(scene: Scene) -> Faults:
    """Every campaign names a free way to stop it, and who took it gets none (4.2-b5)."""
    try:
        MarketingText("Azur", "fr", "Offre", "")
    except Invalid:
        pass
    else:
        yield "a campaign needs no way to stop it."
    for purpose in PURPOSES:
        out = msgspec.structs.replace(_willing(purpose, scene.whole.version), subject_opted_out=True)
        if _may(scene, _sending(purpose), out):
            yield f"{purpose} goes to somebody who opted out."


async def records(scene: Scene) -> Faults:
    """Every answer says under which policy it was given, and holds for six months, yes and no alike (GDPR 7(1))."""
    vault = scene.running.parts.vault
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        if found := await consents_without_proof(session):
            yield f"{found} answers have no version of the policy, or no end."
    for question in QUESTIONS.values():
        if question.purpose not in scene.whole.vocabulary.purposes or question.clause not in scene.whole.clauses:
            yield f"the question of {question.purpose} is about no purpose or clause."


async def age(scene: Scene) -> Faults:
    """Who is too young to consent alone agreed to nothing without a holder of parental authority (GDPR 8)."""
    version = scene.whole.version
    for purpose in PURPOSES:
        young = msgspec.structs.replace(_willing(purpose, version), subject_under_age=True)
        if _may(scene, _sending(purpose), young):
            yield f"somebody too young agrees alone to {purpose}."
        guarded = frozenset(msgspec.structs.replace(one, guardian=True) for one in young.consents)
        if not _may(scene, _sending(purpose), msgspec.structs.replace(young, consents=guarded)):
            yield f"a parent cannot agree to {purpose} with a child."


async def opted_out(scene: Scene) -> Faults:
    """Who is out of the service is offered nothing, and this process knows everybody who is (GDPR 21)."""
    use = Use(_TENANT, Actor.PUBLISHER, Action.TRANSIENT, "service-link", _NUMBER)
    facts = msgspec.structs.replace(_willing("marketing", scene.whole.version), line_registered=True)
    if not _may(scene, use, facts) or _may(scene, use, msgspec.structs.replace(facts, subject_opted_out=True)):
        yield "the offer does not depend on the suppression list."
    vault = scene.running.parts.vault
    async with vault.keyring.transaction(NOWHERE, *vault.directory.publishers) as conn:
        stored = await fetch_value(conn, "evidence.opt_outs", {})
    if stored != len(vault.opt_outs):
        yield f"{stored} people are on suppression lists, and this process knows of {len(vault.opt_outs)}."


async def global_privacy_control(scene: Scene) -> Faults:
    """The browser's signal is heard, published, and refuses what it is about (GDPR 21(5))."""
    if (await scene.get("/.well-known/gpc.json")).json().get("gpc") is not True:
        yield "/.well-known/gpc.json does not say that the signal is honoured."
    quiet = await scene.get("/privacy/me/browser")
    heard = await scene.get("/privacy/me/browser", headers={GPC_HEADER: "1"})
    if "Global Privacy Control" not in heard.text or "Global Privacy Control" in quiet.text:
        yield "the signal is not heard."
    for purpose, term in scene.whole.vocabulary.purposes.items():
        if "gpc" in term.groups:
            use = Use(_TENANT, Actor.PUBLISHER, Action.COLLECT, purpose, frozenset({"advertising-id"}))
            facts = msgspec.structs.replace(_willing(purpose, scene.whole.version, None), gpc=True)
            if _may(scene, use, facts):
                yield f"{purpose} goes on against the signal."


async def location(scene: Scene) -> Faults:
    """Where somebody is stays unknown while it is off, coarse unless they chose precise, and outside a running service (4.3)."""
    now, application = scene.running.parts.now, "evidence"
    consented = _willing("location-service", scene.whole.version, application)
    levels = {"location-coarse": LocationLevel.COARSE, "location-precise": LocationLevel.PRECISE}
    for category, level in levels.items():
        use = Use(_TENANT, Actor.PUBLISHER, Action.COLLECT, "location-service", frozenset({category}))
        place = LocationFact(application, level, level, now + timedelta(minutes=5))
        if not _may(scene, use, msgspec.structs.replace(consented, location=place)):
            yield f"nobody can share a {category}."
        for wrong in (
            msgspec.structs.replace(place, allowed=LocationLevel.OFF),
            msgspec.structs.replace(place, session_until=now - timedelta(minutes=1)),
            msgspec.structs.replace(place, application="another"),
        ):
            if _may(scene, use, msgspec.structs.replace(consented, location=wrong)):
                yield f"a {category} is taken although it is off, for another application, or after the service."


async def self_service(scene: Scene) -> Faults:
    """Everybody can sign in to what is kept of them, and nobody sees a page of it without (7-a)."""
    answer = await scene.get("/privacy/me/sign-in")
    if answer.status_code != 200 or "/privacy/me/code" not in answer.text:
        yield "callers cannot sign in."
    for page in _CLOSED_PAGES:
        found = await scene.get(f"/privacy/me{page}", headers={"Accept": "text/html"})
        if found.status_code != 303 or "/privacy/me/sign-in" not in found.headers.get("location", ""):
            yield f"/privacy/me{page} opens without a sign-in ({found.status_code})."
    if (await scene.get(f"/privacy/me/receipts/azur/{uuid4()}.json")).status_code != 401:
        yield "receipts open without a sign-in."
