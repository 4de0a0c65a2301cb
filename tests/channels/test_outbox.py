import asyncio
import dataclasses
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from dialonce.channels import DeliveryStatus, MessageClass, MessageKind, Outbox, read_outbox, send_link, trim_outbox
from dialonce.channels.recipient import Recipient
from dialonce.errors import Unavailable
from tests.channels.messages import AT, LINK, MAILBOX, NUMBER, email, sms


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.jsonl"


def deliver(path: Path, *messages) -> None:
    for message in messages:
        asyncio.run(Outbox(path).hand_over(message))


def test_outbox_entry_of_a_link_has_the_link_and_a_masked_recipient(path: Path) -> None:
    deliver(path, sms())
    [entry] = read_outbox(path, 10)
    assert entry.at == AT
    assert (entry.id, entry.kind, entry.message_class) == ("msg_1", MessageKind.SMS, MessageClass.SERVICE)
    assert (entry.recipient, entry.sender, entry.locale) == ("+33••••78", "Operateur", "fr")
    assert entry.text.endswith(LINK)


def test_outbox_file_never_holds_a_recipient_and_is_private(path: Path) -> None:
    deliver(path, sms(), email())
    content = path.read_text()
    assert NUMBER[3:] not in content
    assert MAILBOX.split("@", maxsplit=1)[0] not in content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_outbox_file_that_was_open_to_others_is_closed(path: Path) -> None:
    path.touch(0o644)
    deliver(path, sms())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_outbox_hands_over_as_sent_with_a_reference(path: Path) -> None:
    handover = asyncio.run(Outbox(path).hand_over(sms()))
    assert (handover.status, handover.carrier_reference) == (DeliveryStatus.SENT, "outbox:msg_1")
    assert not handover.may_retry


def test_read_outbox_returns_the_newest_first_up_to_the_limit(path: Path) -> None:
    deliver(path, *(dataclasses.replace(sms(), id=f"msg_{number}") for number in range(5)))
    assert [entry.id for entry in read_outbox(path, 2)] == ["msg_4", "msg_3"]


def test_read_outbox_skips_a_line_cut_off_by_a_crash(path: Path) -> None:
    deliver(path, sms())
    with path.open("a") as file:
        file.write('{"at":"2026')
    assert len(read_outbox(path, 10)) == 1


def test_read_outbox_without_a_file_is_empty(path: Path) -> None:
    assert read_outbox(path, 10) == []
    assert trim_outbox(path, AT) == 0


def test_outbox_written_by_many_threads_loses_and_mixes_nothing(path: Path) -> None:
    messages = [dataclasses.replace(sms(), id=f"msg_{number}") for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda message: deliver(path, message), messages))
    assert {entry.id for entry in read_outbox(path, 1000)} == {message.id for message in messages}


def test_trim_outbox_forgets_only_what_is_older(path: Path) -> None:
    deliver(path, sms(), dataclasses.replace(sms(), id="msg_new", attempted_at=AT + timedelta(days=8)))
    assert trim_outbox(path, AT + timedelta(days=7)) == 1
    assert [entry.id for entry in read_outbox(path, 10)] == ["msg_new"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_outbox_that_cannot_be_written_says_so_without_the_recipient(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="DIALONCE_DATA") as error:
        deliver(tmp_path / "missing" / "outbox.jsonl", sms())
    assert NUMBER not in str(error.value)


def test_outbox_does_not_follow_a_planted_link(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("")
    path.symlink_to(target)
    with pytest.raises(Unavailable):
        deliver(path, sms())
    assert target.read_text() == ""


def test_send_link_hands_over_one_service_sms(path: Path) -> None:
    sending = send_link(
        Outbox(path),
        Recipient(NUMBER),
        LINK,
        message_id="msg_9",
        publisher_name="Opérateur",
        sender="Operateur",
        locale="en",
        attempted_at=AT,
    )
    assert asyncio.run(sending).status is DeliveryStatus.SENT
    assert read_outbox(path, 1)[0].text == f"Opérateur: your menu on your phone: {LINK}"
