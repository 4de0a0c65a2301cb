import copy
import json
import logging
import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import Recipient
from dialonce.channels.recipient import mask
from tests.channels.messages import LINK, MAILBOX, NUMBER, email, sms


@pytest.mark.parametrize("render", [repr, str, "{}".format, lambda value: f"{value!r:>40}"])
def test_recipient_printed_in_any_way_hides_its_value(render) -> None:
    shown = render(Recipient(NUMBER))
    assert "Recipient(hidden)" in shown
    assert "612345678" not in shown


@pytest.mark.parametrize("serialise", [pickle.dumps, copy.deepcopy, json.dumps, msgspec.json.encode])
def test_recipient_serialised_is_refused(serialise) -> None:
    with pytest.raises(TypeError):
        serialise(Recipient(NUMBER))


@pytest.mark.parametrize("message", [sms(), email()])
def test_outbound_logged_shows_neither_recipient_nor_text(message, caplog) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("message %s %r", message, [message])
    assert message.id in caplog.text
    for secret in (NUMBER, MAILBOX, LINK, "bienvenue", "Votre demande"):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        (NUMBER, "+33••••78"),
        ("3654", "•••"),
        (MAILBOX, "c•••@•••.org"),
        ("https://hooks.example.org/secret?token=1", "https://•••"),
        ("https://user@hooks.example.org/", "https://•••"),
        ("", "•••"),
    ],
)
def test_mask_of_each_kind_keeps_only_enough_to_tell_two_apart(value: str, masked: str) -> None:
    assert mask(value) == masked


@given(st.integers(10**9, 10**13))
def test_mask_of_a_number_shows_at_most_four_digits(number: int) -> None:
    assert sum(char.isdigit() for char in mask(f"+{number}")) == 4


def test_recipients_of_one_value_are_equal_and_hash_alike() -> None:
    assert Recipient(NUMBER) == Recipient(NUMBER)
    assert len({Recipient(NUMBER), Recipient(NUMBER), Recipient(MAILBOX)}) == 2
    assert Recipient(NUMBER) != NUMBER
