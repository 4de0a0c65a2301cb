"""Consents: how many people stand where, and the proof of one person's answers (GDPR 7(1))."""

from litestar import Response, get, post
from msgspec import Struct

from dialonce.consent.officer import ConsentCount, ConsentProof, count_consents, proofs_of
from dialonce.errors import Invalid
from dialonce.i18n import Locale, format_number, translate
from dialonce.numbers import parse_number
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, moment, purpose_words
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Cell, Column, Empty, Field, Step, Table, Tone
from dialonce.policy import EffectivePolicy
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

STATES = ("given", "refused", "withdrawn")
_TONES: dict[str, Tone] = {"given": "ok", "refused": "plain", "withdrawn": "warn"}


class ConsentsView(Struct, frozen=True):
    """`proof` is what one person answered, None before a search; `who` their pseudonym."""

    table: Table | None
    nothing: Empty
    action: str
    field: Field
    proof: tuple[Step, ...] | None
    who: str


@get(f"{PRIVACY}/consents")
async def consents(request: AnyRequest, slug: str) -> Response[str]:
    """How many people gave, refused and withdrew each consent."""
    at_work = await require_staff(request, Permission.CONSENTS_READ, slug)
    return await _page(request, at_work, {})


@post(f"{PRIVACY}/consents", status_code=200)
async def prove(request: AnyRequest, slug: str) -> Response[str]:
    """One person's answers, found by their number, which stands in no address."""
    at_work = await require_staff(request, Permission.CONSENTS_READ, slug)
    return await _page(request, at_work, await read_staff_form(request, at_work))


async def _page(request: AnyRequest, at_work: AtWork, form: dict[str, str]) -> Response[str]:
    say, typed = at_work.locale, form.get("number", "").strip()
    banners: tuple[Banner, ...] = ()
    proof, who = None, ""
    async with work_session(request, at_work) as session:
        policy = session.policy_of(session.publisher)
        counts = await count_consents(session, at_work.actor, at_work.fact)
        if typed:
            found = await _proofs(request, session, at_work, typed)
            if isinstance(found, Banner):
                banners = (found,)
            else:
                who, answers = found
                proof = tuple(_step(policy, say, one) for one in answers)
    label = translate(say, "dpo.callers_number")
    view = ConsentsView(
        table=_table(policy, say, counts) if counts else None,
        nothing=Empty("check", translate(say, "dpo.no_consents"), translate(say, "dpo.no_consents_text")),
        action=area(at_work, "consents"),
        field=Field("number", label, typed, "tel", translate(say, "dpo.number_hint"), required=True),
        proof=proof,
        who=who,
    )
    frame = frame_of(request, at_work, title=translate(say, "dpo.consents_title"), section="consents", banners=banners)
    return console_answer(request, at_work, "console/privacy_consents.html", frame, view=view)


async def _proofs(
    request: AnyRequest, session: Session, at_work: AtWork, typed: str
) -> Banner | tuple[str, list[ConsentProof]]:
    """The pseudonym and the answers of whoever has this number; a banner when nobody is known by it."""
    say = at_work.locale
    publisher = parts_of(request).vault.directory.publishers[session.publisher]
    try:
        number = parse_number(typed, publisher.country)
    except Invalid as wrong:
        return Banner(translate(say, "dpo.no_number"), wrong.detail, "bad")
    (subject,) = await session.keyring.find(session.publisher, "phone-number", [number.text], session.now)
    if subject is None:
        return Banner(translate(say, "dpo.nobody_known"), translate(say, "dpo.nobody_known_text"), "info")
    answers = await proofs_of(session, at_work.actor, at_work.fact, subject.subject_id)
    return str(subject.subject_id), answers


def _table(policy: EffectivePolicy, say: Locale, counts: list[ConsentCount]) -> Table:
    by_purpose = {
        one.purpose: {row.state: row.people for row in counts if row.purpose == one.purpose} for one in counts
    }
    columns = (
        Column(translate(say, "dpo.purpose")),
        *(Column(translate(say, f"dpo.consent_{state}"), amount=True) for state in STATES),
    )
    rows = (
        (
            Cell(purpose_words(policy, say, purpose)),
            *(Cell(format_number(say, people.get(state, 0))) for state in STATES),
        )
        for purpose, people in by_purpose.items()
    )
    return Table(translate(say, "dpo.consents_caption"), columns, tuple(rows))


def _step(policy: EffectivePolicy, say: Locale, one: ConsentProof) -> Step:
    said = translate(say, f"dpo.consent_{one.state}")
    scope = f" · {one.scope}" if one.scope else ""
    detail = translate(
        say,
        "dpo.proof_detail",
        version=one.policy_version,
        hash=one.policy_hash[:12] or "–",
        channel=one.channel or "–",
        language=one.culture or "–",
        choice=one.choice or "–",
    )
    title = f"{purpose_words(policy, say, one.purpose)}{scope} · {said}"
    when = moment(say, one.changed_at)
    return Step(title, when, one.changed_at.isoformat(), detail, _TONES.get(one.state, "plain"))


ROUTES = (consents, prove)
