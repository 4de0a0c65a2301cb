import asyncio
from xml.etree import ElementTree as ET

import pytest

from dialonce.channels import VoiceCall, VoiceMove, VoiceScript, answer_voicexml
from dialonce.channels.voicexml import build_voicexml
from tests.channels.desk import CALLED, CALLER, Desk
from tests.channels.golden import assert_golden

ADDRESS = "https://dial.example/v1/voice/vxml/answer?a=1&b=2"
SCRIPT = VoiceScript("Opérateur & fils", "fr")
FORM = {"caller": f"tel:{CALLER}", "called": f"sip:{CALLED}@192.0.2.1"}
NS = "{http://www.w3.org/2001/vxml}"


def answer(desk: Desk, form: dict[str, str], *, answering: bool) -> ET.Element:
    return ET.fromstring(asyncio.run(answer_voicexml(form, desk, SCRIPT, ADDRESS, answering=answering)))


def outcome(document: ET.Element) -> str | None:
    variable = document.find(f"{NS}form/{NS}var[@name='outcome']")
    return None if variable is None else variable.get("expr")


@pytest.mark.parametrize("move", list(VoiceMove))
def test_voicexml_of_each_move_equals_its_golden_file(move: VoiceMove) -> None:
    assert_golden(f"voicexml-{move}.xml", build_voicexml(move, VoiceCall(CALLER, CALLED), SCRIPT, ADDRESS))


def test_voicexml_call_of_an_eligible_caller_is_offered_then_served() -> None:
    desk = Desk()
    document = answer(desk, FORM, answering=False)
    submit = document.find(f".//{NS}submit")
    assert submit is not None
    assert submit.attrib == {"next": ADDRESS, "method": "post", "namelist": "caller called keys"}
    given = {variable.get("name"): variable.get("expr", "").strip("'") for variable in document.iter(f"{NS}var")}
    assert given == {"caller": CALLER, "called": CALLED}
    assert outcome(answer(desk, given | {"keys": "1"}, answering=True)) == "'sent'"
    assert desk.asked[-1] == ("request", CALLER, CALLED)


@pytest.mark.parametrize("keys", ["", "0", "2", "11"])
def test_voicexml_call_that_declines_returns_to_the_calling_dialog(keys: str) -> None:
    document = answer(Desk(), FORM | {"keys": keys}, answering=True)
    assert outcome(document) == "'continue'"
    assert document.find(f".//{NS}return") is not None
    assert document.find(f".//{NS}prompt") is None


@pytest.mark.parametrize("caller", ["'+alert(1)+'", "sip:anonymous@anonymous.invalid", "<vxml/>", ""])
def test_voicexml_call_from_no_number_goes_on_without_echoing_it(caller: str) -> None:
    document = answer(Desk(), FORM | {"caller": caller}, answering=False)
    assert outcome(document) == "'continue'"
    assert document.find(f".//{NS}var[@name='caller']") is None


@pytest.mark.parametrize("event", ["filled", "noinput", "nomatch"])
def test_voicexml_offer_submits_whatever_the_caller_does(event: str) -> None:
    document = answer(Desk(), FORM, answering=False)
    assert document.find(f".//{NS}{event}/{NS}submit") is not None
