import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import VoiceCall, VoiceMove, VoiceScript, dialled_number
from dialonce.channels.offer import answer_offer, open_call
from dialonce.errors import Invalid
from tests.channels.desk import CALLED, CALLER, Desk

CALL = VoiceCall(CALLER, CALLED)


@pytest.mark.parametrize(("eligible", "move"), [(True, VoiceMove.OFFER), (False, VoiceMove.CONTINUE)])
def test_open_call_offers_only_to_the_eligible(eligible: bool, move: VoiceMove) -> None:
    desk = Desk(eligible=eligible)
    assert asyncio.run(open_call(CALL, desk)) is move
    assert desk.asked == [("call-start", CALLER, CALLED), ("eligible", CALLER, CALLED)]


@pytest.mark.parametrize("call", [VoiceCall(None, CALLED), VoiceCall(CALLER, None)])
def test_call_with_a_withheld_number_goes_on_and_nobody_is_asked(call: VoiceCall) -> None:
    desk = Desk()
    assert asyncio.run(open_call(call, desk)) is VoiceMove.CONTINUE
    assert asyncio.run(answer_offer(call, "1", desk)) is VoiceMove.CONTINUE
    assert desk.asked == []


@pytest.mark.parametrize(("accepts", "move"), [(True, VoiceMove.SENT), (False, VoiceMove.SORRY)])
def test_answer_of_one_requests_the_service(accepts: bool, move: VoiceMove) -> None:
    desk = Desk(accepts=accepts)
    assert asyncio.run(answer_offer(CALL, "1", desk)) is move
    assert desk.verbs == ["answer-get-sms", "request"]


@given(st.text(max_size=3).filter(lambda keys: keys != "1"))
def test_answer_of_anything_but_one_sends_nothing(keys: str) -> None:
    desk = Desk()
    assert asyncio.run(answer_offer(CALL, keys, desk)) is VoiceMove.CONTINUE
    assert desk.verbs == ["answer-no-sms"]


def test_call_while_our_side_is_away_is_kept() -> None:
    desk = Desk(away=True)
    assert asyncio.run(open_call(CALL, desk)) is VoiceMove.CONTINUE
    assert asyncio.run(answer_offer(CALL, "1", desk)) is VoiceMove.SORRY
    assert asyncio.run(answer_offer(CALL, "", desk)) is VoiceMove.CONTINUE


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_script_names_the_publisher_and_the_key_in_the_offer(locale) -> None:
    script = VoiceScript(" Opérateur ", locale)
    assert script.words(VoiceMove.OFFER).startswith("Opérateur. ")
    assert " 1" in script.words(VoiceMove.OFFER)
    assert script.words(VoiceMove.CONTINUE) == ""
    assert script.words(VoiceMove.SENT)
    assert script.words(VoiceMove.SORRY)


def test_script_for_a_name_that_is_mark_up_is_invalid() -> None:
    with pytest.raises(Invalid, match="publisher's name"):
        VoiceScript("<Hangup/>", "fr")


def test_voice_call_printed_hides_the_numbers() -> None:
    assert repr(CALL) == "VoiceCall(hidden)"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (CALLER, CALLER),
        ("tel:+33612345678;phone-context=+33", CALLER),
        ("sip:+33612345678@192.0.2.1:5060;user=phone", CALLER),
        ("SIPS:0612345678@example.org", "0612345678"),
        ("06 12.34-56(78)", "0612345678"),
        ("3654", "3654"),
        ("*31#", "*31#"),
        ("sip:anonymous@anonymous.invalid", None),
        ("", None),
        ("'; alert(1)//", None),
        ("+33612345678\n+33", None),
        ("+", None),
        ("1" * 21, None),
        ("٠٦١٢", None),
    ],
)
def test_dialled_number_in_the_ways_of_ivrs(text: str, number: str | None) -> None:
    assert dialled_number(text) == number
