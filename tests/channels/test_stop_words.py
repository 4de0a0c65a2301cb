import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import Reply, parse_reply


@pytest.mark.clause("4.2-b5")
@pytest.mark.parametrize(
    "text",
    [
        *["STOP", "stop", " Stop. ", "STOP 36180", "Stop svp", "STOPALL", "STOP ALL", "StopSMS", "ＳＴＯＰ"],
        *["ARRET", "Arrêt", "arrêtez de m'écrire", "ARRÊTER", "arrête", "Unsubscribe", "cancel", "END"],
        *["quit", "désabonner", "Me désinscrire", "opt-out", "stop\n-- \nSent from my phone"],
    ],
)
def test_reply_that_wants_out_is_stop(text: str) -> None:
    assert parse_reply(text) is Reply.STOP


@pytest.mark.parametrize(
    "text", ["", "   ", "merci", "cancel my order", "End of the line?", "oui", "yes", "stopover", "🙂", "non stop"]
)
def test_reply_that_says_something_else_is_other(text: str) -> None:
    assert parse_reply(text) is Reply.OTHER


@pytest.mark.parametrize(
    ("text", "reply"),
    [("START", Reply.START), ("reprise", Reply.START), ("start me up", Reply.OTHER), ("Aide", Reply.HELP)],
)
def test_reply_that_comes_back_or_asks_must_be_the_word_alone(text: str, reply: Reply) -> None:
    assert parse_reply(text) is reply


@pytest.mark.clause("4.2-b5")
@given(st.text(max_size=60))
def test_reply_beginning_with_stop_is_stop_whatever_follows(rest: str) -> None:
    assert parse_reply(f"STOP {rest}") is Reply.STOP
