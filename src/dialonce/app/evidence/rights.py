"""Evidence from the rights desk: its clocks, letters, refusals, identity checks, archives, and what stands in its rows."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from dialonce.app.evidence.scene import Faults, Scene
from dialonce.i18n import LOCALES, compose_letter, refusal_reasons
from dialonce.policy import Action, Actor, Denial, Facts, Subjects, Use, decide, load_refusals, stopped_by
from dialonce.rights import Channel, QueueFilter, Request, Right, State, fitting_means, list_requests, reasons_for
from dialonce.rights.clock import Period, due_after_hours, due_day
from dialonce.rights.desk import law_due
from dialonce.vault import SYSTEM, Session, is_exported

LONGEST_ERASING = timedelta(hours=1)
_FILLED = (
    "contact.dpo",
    "contact.privacy_email",
    "controller.address",
    "controller.name",
    "refusal.explanation",
    "refusal.reason",
    "refusal.scope",
    "request.received_on",
    "request.reference",
    "request.right",
)
_VECTORS = (
    (datetime(2027, 1, 31, 12, tzinfo=UTC), 1, date(2027, 3, 1)),
    (datetime(2026, 10, 11, 12, tzinfo=UTC), 1, date(2026, 11, 12)),
    (datetime(2027, 2, 28, 12, tzinfo=UTC), 1, date(2027, 3, 30)),
    (datetime(2026, 11, 30, 12, tzinfo=UTC), 3, date(2027, 3, 1)),
    (datetime(2027, 1, 30, 23, 30, tzinfo=UTC), 1, date(2027, 3, 1)),
)


async def requests_of(scene: Scene) -> list[tuple[Session, Request]]:
    """Every publisher's requests, each with the session in which it was read."""
    vault = scene.running.parts.vault
    found: list[tuple[Session, Request]] = []
    for publisher_id in list(vault.directory.publishers):
        async with vault.session([publisher_id], SYSTEM) as session:
            found += [(session, one) for one in await list_requests(session, QueueFilter(limit=10_000))]
    return found


async def desk(scene: Scene) -> Faults:
    """Requests of every channel are taken, their clocks run or stand still for a reason, and limits stop uses (7-f, GDPR 18)."""
    for channel in Channel:
        if not fitting_means(channel, number_known=False, email_known=False):
            yield f"a request by {channel} could never be identified."
    for session, one in await requests_of(scene):
        if one.state is State.OPEN and one.due_at is None:
            yield f"request {one.reference} has no day."
        if one.state is State.SUSPENDED and one.stopped_at is None:
            yield f"the clock of request {one.reference} stands still since nobody knows when."
        if one.state is State.ERASING and session.now - one.received_at > LONGEST_ERASING:
            yield f"the erasure of request {one.reference} was granted and not carried out."
    use = Use(uuid4(), Actor.PUBLISHER, Action.USE, "service-provision", frozenset({"call-log"}))
    if stopped_by(frozenset({"restriction"}), use, scene.whole) is None:
        yield "restricted data may be used."


async def clocks(scene: Scene) -> Faults:
    """Days are counted as the law counts them, and no clock was set otherwise (7-i, GDPR 12(3))."""
    for received, months, due in _VECTORS:
        if due_day(received, Period(months)) != due:
            yield f"an answer to a request of {received.date()} would be due on another day than {due}."
    if due_after_hours(datetime(2026, 10, 24, 10, tzinfo=UTC), 72).isoformat() != "2026-10-27T11:00:00+01:00":
        yield "hours do not pass as they should over the end of summer time."
    for _, one in await requests_of(scene):
        if one.is_open and one.due_at is not None and one.due_at != law_due(one):
            yield f"request {one.reference} is due on another day than the law says."


async def refusals(scene: Scene) -> Faults:
    """Nothing was refused but for a lawful reason that fits the right, and each reason has its paragraph (7-j)."""
    for code in load_refusals().keys() - refusal_reasons().keys():
        yield f"the reason {code} has no paragraph."
    for _, one in await requests_of(scene):
        if one.state is State.REFUSED and one.outcome not in reasons_for(one.right):
            yield f"request {one.reference} was refused for {one.outcome or 'no reason'}."


async def letters(_scene: Scene) -> Faults:
    """Letters that decide name the CNIL and the courts, in both languages (2-a)."""
    for locale in LOCALES:
        letter = compose_letter(locale, "refusal", dict.fromkeys(_FILLED, "…"))
        if "75334 Paris" not in letter.body or not ("tribunaux" in letter.body or "court" in letter.body):
            yield f"the letter of refusal ({locale}) does not say where to turn."


async def identity(scene: Scene) -> Faults:
    """Nobody gets a copy before identity is sure, and no document is asked for (7-g)."""
    use = Use(uuid4(), Actor.PUBLISHER, Action.EXPORT, "subject-rights", frozenset({"call-log"}), "subject")
    answer = decide(use, Facts(request="evidence"), scene.whole, scene.running.parts.now)
    if not isinstance(answer, Denial) or "7-g" not in answer.clauses:
        yield "a copy would be handed to somebody unknown."
    for channel in Channel:
        means = fitting_means(channel, number_known=True, email_known=True)
        if any("document" in one for one in means):
            yield f"a document is asked for by {channel}."


async def archive(scene: Scene) -> Faults:
    """Every dataset about callers is in the archive, or the archive says where it is (7-d, 2-d, GDPR 20)."""
    for name, dataset in scene.catalogue.running():
        if dataset.subjects is Subjects.CALLER and not is_exported(name):
            yield f"{name} would be missing from an access archive."


async def staleness(scene: Scene) -> Faults:
    """What a person says is wrong does not stay wrong past its day (7-c)."""
    for session, one in await requests_of(scene):
        if one.right is Right.RECTIFICATION and one.is_open and one.due_at and session.now > one.due_at:
            yield f"request {one.reference} for rectification is late."


async def directives(scene: Scene) -> Faults:
    """Wishes after death are kept sealed, and no reason refuses them (loi 78-17, art. 85)."""
    if reasons_for(Right.POST_MORTEM):
        yield "wishes after death could be refused."
    dataset = scene.catalogue.datasets.get("personal.directive")
    if dataset is None or "wishes" not in dataset.sealed:
        yield "wishes after death are not kept sealed."
