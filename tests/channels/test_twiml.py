import asyncio
from xml.etree import ElementTree as ET

import pytest

from dialonce.channels import TwimlRoutes, VoiceMove, VoiceScript, answer_twilio
from dialonce.channels.twiml import build_twiml, parse_twilio_call
from tests.channels.desk import CALLED, CALLER, Desk
from tests.channels.golden import assert_golden

ROUTES = TwimlRoutes("https://dial.example/v1/voice/twilio/answer?a=1&b=2", "https://ivr.example/menu")
SCRIPT = VoiceScript("Opérateur & fils", "fr")
FORM = {"CallSid": "CA1", "From": CALLER, "To": CALLED}


def answer(desk: Desk, form: dict[str, str], *, answering: bool) -> str:
    return asyncio.run(answer_twilio(form, desk, SCRIPT, ROUTES, answering=answering))


@pytest.mark.parametrize("move", list(VoiceMove))
def test_twiml_of_each_move_equals_its_golden_file(move: VoiceMove) -> None:
    assert_golden(f"twiml-{move}.xml", build_twiml(move, SCRIPT, ROUTES))


def test_twilio_call_of_an_eligible_caller_is_offered_then_served() -> None:
    desk = Desk()
    offer = ET.fromstring(answer(desk, FORM, answering=False))
    gather = offer.find("Gather")
    assert gather is not None
    assert gather.get("action") == ROUTES.answer
    sent = ET.fromstring(answer(desk, FORM | {"Digits": "1"}, answering=True))
    assert sent.find("Hangup") is not None
    assert desk.verbs == ["call-start", "eligible", "answer-get-sms", "request"]


@pytest.mark.parametrize("digits", [{}, {"Digits": ""}, {"Digits": "2"}])
def test_twilio_call_that_declines_goes_on_with_the_publishers_ivr(digits: dict[str, str]) -> None:
    document = ET.fromstring(answer(Desk(), FORM | digits, answering=True))
    assert [element.tag for element in document] == ["Redirect"]
    assert document.findtext("Redirect") == ROUTES.onward


def test_twilio_call_pressing_one_before_the_offer_is_not_an_answer() -> None:
    desk = Desk()
    answer(desk, FORM | {"Digits": "1"}, answering=False)
    assert "request" not in desk.verbs


@pytest.mark.parametrize("word", ["RESTRICTED", "BLOCKED", "UNKNOWN", "ANONYMOUS", "UNAVAILABLE"])
def test_twilio_call_with_a_withheld_number_spelt_on_keys_has_no_caller(word: str) -> None:
    keys = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
    assert parse_twilio_call(FORM | {"From": "+" + word.translate(keys)}).caller is None


@pytest.mark.parametrize("caller", ["anonymous", "Restricted", "client:alice", ""])
def test_twilio_call_from_no_number_has_no_caller(caller: str) -> None:
    assert parse_twilio_call(FORM | {"From": caller}).caller is None
