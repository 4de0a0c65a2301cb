import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.menus.walk import FieldView, FormView
from dialonce.pages.interface import FormState, Sent, check_form
from dialonce.pages.interface.forms import LONGEST_LINE, LONGEST_TEXT, form_fields

NAME = FieldView("nom", "Votre nom", "", required=True, multiline=False)
NOTE = FieldView("note", "Votre message", "", required=False, multiline=True)
FORM = FormView(2, (NAME, NOTE))


def test_good_answers_are_kept_and_blank_ones_left_out() -> None:
    assert check_form(FORM, {"field.nom": " Ada ", "field.note": "  ", "field.other": "x"}, "fr") == Sent(
        {"nom": "Ada"}
    )


def test_missing_answer_is_said_beside_its_field_and_the_others_stay() -> None:
    state = check_form(FORM, {"field.note": "bonjour"}, "fr")
    assert state == FormState(2, {"nom": "", "note": "bonjour"}, {"nom": "Répondez à cette question pour continuer."})
    assert isinstance(state, FormState)
    fields = form_fields(FORM, state)
    assert [(field.value, bool(field.error)) for field in fields] == [("", True), ("bonjour", False)]


@pytest.mark.parametrize(("name", "most"), [("nom", LONGEST_LINE), ("note", LONGEST_TEXT)])
def test_length_is_limited(name: str, most: int) -> None:
    posted = {"field.nom": "x", f"field.{name}": "é" * most}
    assert isinstance(check_form(FORM, posted, "en"), Sent)
    state = check_form(FORM, posted | {f"field.{name}": "é" * (most + 1)}, "en")
    assert isinstance(state, FormState)
    assert list(state.faults) == [name]


@given(st.text(max_size=100))
def test_one_line_stays_one_line_and_printable(text: str) -> None:
    checked = check_form(
        FormView(0, (FieldView("a", "A", "", required=False, multiline=False),)), {"field.a": text}, "fr"
    )
    assert isinstance(checked, Sent)
    assert all(answer.isprintable() for answer in checked.answers.values())


def test_lines_of_a_long_answer_are_kept() -> None:
    checked = check_form(FORM, {"field.nom": "x", "field.note": "a\r\n\tb\x00\nc"}, "fr")
    assert checked == Sent({"nom": "x", "note": "a\nb\nc"})


def test_field_gets_the_keyboard_that_suits_it() -> None:
    fields = tuple(
        FieldView(name, title, "", False, False) for name, title in (("m", "E-mail"), ("p", "Mobile"), ("q", "?"))
    )
    drawn = form_fields(FormView(0, fields), None)
    assert [(field.kind, field.autocomplete) for field in drawn] == [("email", "email"), ("tel", "tel"), ("text", "on")]
