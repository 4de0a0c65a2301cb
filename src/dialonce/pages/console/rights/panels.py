"""The forms of one request: what can be done with it now, each with its fields and buttons."""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.kit import Choices, Field, FieldKind, Option
from dialonce.policy import load_refusals
from dialonce.rights import (
    Identity,
    Request,
    RequestFile,
    RestrictionCase,
    Right,
    State,
    StepKind,
    fitting_means,
    reasons_for,
)

Form = Mapping[str, str]


class Button(Struct, frozen=True):
    """A button: `main` stands out, `danger` takes something away for good."""

    do: str
    label: str
    style: str = ""


class Panel(Struct, frozen=True):
    """One thing that can be done. `unfolded`: it is what should happen next; the others are folded."""

    id: str
    title: str
    text: str
    fields: tuple[Field, ...] = ()
    choices: tuple[Choices, ...] = ()
    buttons: tuple[Button, ...] = ()
    unfolded: bool = False


def panels_of(say: Locale, file: RequestFile, form: Form) -> tuple[Panel, ...]:
    """What can be done with a request as it stands; of a closed one little."""
    request = file.request
    if not request.is_open:
        return tuple(_after(say, file, form))
    if request.state is State.ERASING:
        return ()
    sure = request.identity is Identity.CONFIRMED
    return (
        *(() if file.phone_number or sure else (_link(say, form),)),
        *(() if sure else (_identity(say, file, form), _confirm(say, form))),
        *((_fulfil(say, file, form),) if sure else ()),
        *(() if request.extended_at or request.due_at is None else (_extend(say, form),)),
        *((_refuse(say, request, form),) if reasons_for(request.right) else ()),
        _note(say, form),
        _withdraw(say),
    )


def _after(say: Locale, file: RequestFile, form: Form) -> Iterator[Panel]:
    """Lifting what was set: of a restriction the person is told first."""
    request, steps = file.request, {step.kind for step in file.steps}
    limits = request.state is State.GRANTED and request.right in {Right.RESTRICTION, Right.OBJECTION}
    if not limits or StepKind.LIFTED in steps:
        return
    if request.right is Right.OBJECTION or StepKind.LIFTING_ANNOUNCED in steps:
        yield _panel(say, "lift", Button("lift", translate(say, "rights.lift_go")))
        return
    yield _panel(
        say,
        "lifting",
        Button("preview-lifting", translate(say, "rights.preview")),
        Button("announce-lifting", translate(say, "rights.announce_go")),
        fields=(
            _field(say, form, "ends_on", "date"),
            msgspec.structs.replace(_field(say, form, "reason", "textarea", 1_000), label=translate(say, "rights.why")),
        ),
    )


def _panel(
    say: Locale,
    name: str,
    *buttons: Button,
    unfolded: bool = False,
    fields: tuple[Field, ...] = (),
    choices: tuple[Choices, ...] = (),
) -> Panel:
    title, text = translate(say, f"rights.panel_{name}"), translate(say, f"rights.panel_{name}_text")
    return Panel(name, title, text, fields, choices, buttons, unfolded)


def _field(
    say: Locale, form: Form, name: str, kind: FieldKind = "text", most: int = 200, *, required: bool = True
) -> Field:
    label = translate(say, f"rights.form_{name}")
    return Field(name, label, form.get(name, ""), kind, required=required, max_length=most)


def _link(say: Locale, form: Form) -> Panel:
    return _panel(
        say,
        "link",
        Button("link", translate(say, "rights.link_go"), "main"),
        unfolded=True,
        fields=(_field(say, form, "number", "tel"),),
    )


def _identity(say: Locale, file: RequestFile, form: Form) -> Panel:
    request = file.request
    means = fitting_means(request.channel, number_known=bool(file.phone_number), email_known=bool(file.email))
    options = tuple(
        Option(one.value, translate(say, f"rights.means_of_{one.value.replace('-', '_')}")) for one in means
    )
    chosen = frozenset({form.get("means", means[0].value)})
    asked = request.identity is Identity.ASKED
    doubt = (_field(say, form, "doubt", "textarea", 1_000),) if asked else ()
    return _panel(
        say,
        "identity_again" if asked else "identity",
        Button("preview-identity", translate(say, "rights.preview")),
        Button("ask-identity", translate(say, "rights.ask_go"), "main"),
        unfolded=not asked,
        choices=(Choices("means", translate(say, "rights.form_means"), options, chosen),),
        fields=doubt,
    )


def _confirm(say: Locale, form: Form) -> Panel:
    button = Button("confirm-identity", translate(say, "rights.confirm_go"), "main")
    return _panel(say, "confirm", button, unfolded=True, fields=(_field(say, form, "why", "textarea", 2_000),))


def _fulfil(say: Locale, file: RequestFile, form: Form) -> Panel:
    right = file.request.right
    key = right.value.replace("-", "_")
    go = translate(say, f"rights.fulfil_{key}_go")
    button = Button("fulfil", go, "danger" if right is Right.ERASURE else "main")
    fields: tuple[Field, ...] = ()
    choices: tuple[Choices, ...] = ()
    match right:
        case Right.RECTIFICATION:
            fields = (
                _field(say, form, "name", most=120, required=False),
                _field(say, form, "email", "email", 254, required=False),
                _field(say, form, "address", "textarea", 400, required=False),
            )
        case Right.RESTRICTION:
            cases = tuple(
                Option(one.value, translate(say, f"rights.case_{one.value.replace('-', '_')}"))
                for one in RestrictionCase
            )
            choices = (Choices("case", translate(say, "rights.form_case"), cases, frozenset({form.get("case", "")})),)
        case Right.POST_MORTEM:
            fields = (
                _field(say, form, "wishes", "textarea", 4_000),
                _field(say, form, "executor", most=120, required=False),
            )
        case Right.ERASURE:
            sure = (Option("yes", translate(say, "rights.form_sure")),)
            choices = (Choices("sure", translate(say, "rights.form_sure_title"), sure, several=True),)
        case _:
            pass
    return Panel(
        "fulfil",
        translate(say, f"rights.fulfil_{key}"),
        translate(say, f"rights.fulfil_{key}_text"),
        fields,
        choices,
        (button,),
        unfolded=True,
    )


def _extend(say: Locale, form: Form) -> Panel:
    return _panel(
        say,
        "extend",
        Button("preview-extension", translate(say, "rights.preview")),
        Button("extend", translate(say, "rights.extend_go")),
        fields=(_field(say, form, "reason", "textarea", 1_000),),
    )


def _refuse(say: Locale, request: Request, form: Form) -> Panel:
    known = load_refusals()
    options = tuple(
        Option(
            code,
            known[code].en if say == "en" else known[code].fr,
            translate(say, "rights.article", article=known[code].article),
        )
        for code in reasons_for(request.right)
    )
    return _panel(
        say,
        "refuse",
        Button("preview-refusal", translate(say, "rights.preview")),
        Button("refuse", translate(say, "rights.refuse_go"), "danger"),
        choices=(Choices("code", translate(say, "rights.form_code"), options, frozenset({form.get("code", "")})),),
        fields=(_field(say, form, "explanation", "textarea", 4_000), _field(say, form, "scope")),
    )


def _note(say: Locale, form: Form) -> Panel:
    button = Button("note", translate(say, "rights.note_go"))
    return _panel(say, "note", button, fields=(_field(say, form, "note", "textarea", 4_000),))


def _withdraw(say: Locale) -> Panel:
    return _panel(say, "withdraw", Button("withdraw", translate(say, "rights.withdraw_go")))
