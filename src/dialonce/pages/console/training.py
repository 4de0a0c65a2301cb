"""The privacy training: lessons to read, then questions; passing makes the record that pages with callers' data ask for."""

from litestar import Response, get, post
from msgspec import Struct

from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.console.framing import HOME, console_answer, frame_of
from dialonce.pages.handlers.answers import AnyRequest, local_path
from dialonce.pages.kit import Banner, Choices, Link, Option
from dialonce.policy import Words, render
from dialonce.staff import Marked, Question, counts_until, load_training, mark_answers, record_training
from dialonce.vault import NOWHERE
from dialonce.web.parts import Parts, parts_of
from dialonce.web.staff import TRAINING, AtWork, read_staff_form, require_signed_in


class LessonView(Struct, frozen=True):
    """One lesson, with the clauses it rests on."""

    id: str
    title: str
    body: str
    keep: str
    clauses: tuple[Link, ...]


class QuestionView(Struct, frozen=True):
    """One question. Once answered it says what is right, and why."""

    choices: Choices
    why: str = ""
    right: bool | None = None


class TrainingView(Struct, frozen=True):
    lead: str
    lessons: tuple[LessonView, ...]
    questions: tuple[QuestionView, ...]
    pass_mark: int
    next: str


@get(TRAINING)
async def read(request: AnyRequest) -> Response[str]:
    """The lessons and the questions."""
    at_work = await require_signed_in(request)
    onward = local_path(request.query_params.get("next", HOME), below=HOME, default=HOME)
    now, until = parts_of(request).now, at_work.training_until
    banners: tuple[Banner, ...] = ()
    if until is not None and until > now:
        day = format_date(at_work.locale, until.date())
        banners = (Banner(translate(at_work.locale, "training.valid", day=day), tone="ok"),)
    elif onward != HOME:
        why = translate(at_work.locale, "training.needed_text")
        banners = (Banner(translate(at_work.locale, "training.needed"), why, "info"),)
    return _page(request, at_work, onward, banners)


@post(TRAINING)
async def answer(request: AnyRequest) -> Response[str]:
    """Mark the answers; enough right ones make the record."""
    at_work = await require_signed_in(request)
    form, parts, say = await read_staff_form(request, at_work), parts_of(request), at_work.locale
    onward = local_path(form.get("next", HOME), below=HOME, default=HOME)
    training = load_training()
    marked = mark_answers(training, form)
    counts = {"right": len(marked.right), "total": len(training.question)}
    if marked.passed:
        until = counts_until(training, parts.now)
        async with parts.vault.session([at_work.tenant], at_work.who) as session:
            await record_training(session, at_work.staff_id, until)
        banner = Banner(
            translate(say, "training.passed", **counts),
            translate(say, "training.valid", day=format_date(say, until.date())),
            "ok",
            Link(translate(say, "training.onward"), onward),
        )
    else:
        failed = translate(say, "training.failed_text", mark=training.meta.pass_mark)
        banner = Banner(translate(say, "training.failed", **counts), failed, "bad")
    return _page(request, at_work, onward, (banner,), form, marked)


def _page(
    request: AnyRequest,
    at_work: AtWork,
    onward: str,
    banners: tuple[Banner, ...],
    given: dict[str, str] | None = None,
    marked: Marked | None = None,
) -> Response[str]:
    training, say, parts = load_training(), at_work.locale, parts_of(request)
    view = TrainingView(
        lead=training.meta.lead.in_locale(say),
        lessons=tuple(
            LessonView(
                one.id,
                _words(parts, say, one.title),
                _words(parts, say, one.body),
                _words(parts, say, one.keep),
                tuple(Link(clause, f"/privacy#{clause}") for clause in one.clauses),
            )
            for one in training.lesson
        ),
        questions=tuple(_question(parts, say, one, given or {}, marked) for one in training.question),
        pass_mark=training.meta.pass_mark,
        next=onward,
    )
    frame = frame_of(request, at_work, title=training.meta.title.in_locale(say), banners=banners)
    return console_answer(request, at_work, "console/training.html", frame, view=view)


def _question(parts: Parts, say: Locale, one: Question, given: dict[str, str], marked: Marked | None) -> QuestionView:
    options = tuple(Option(str(place), _words(parts, say, words)) for place, words in enumerate(one.options))
    chosen = frozenset(filter(None, (given.get(one.id),)))
    choices = Choices(one.id, _words(parts, say, one.text), options, chosen)
    if marked is None:
        return QuestionView(choices)
    return QuestionView(choices, _words(parts, say, one.why), one.id in marked.right)


def _words(parts: Parts, say: Locale, words: Words) -> str:
    """The text with the figures of the policy in force."""
    figures = parts.vault.policy_of(NOWHERE).figures
    return render(words, say, parts.now.date(), figures, parts.contacts)


ROUTES = (read, answer)
