import pytest

from dialonce.channels import EventText, MessageClass, NoticePurpose, NoticeText
from dialonce.errors import Invalid


def test_notice_body_ends_with_who_sent_it() -> None:
    notice = NoticeText(NoticePurpose.POLICY_UPDATE, "Opérateur", "fr", "Notre politique change", "Bonjour,")
    assert notice.body == "Bonjour,\n\n-- \nOpérateur"
    assert notice.message_class is MessageClass.SERVICE


@pytest.mark.parametrize("subject", ["Un\nBcc: autre@example.org", "Un\r\nDeux"])
def test_notice_subject_of_two_lines_is_invalid(subject: str) -> None:
    with pytest.raises(Invalid, match="one line"):
        NoticeText(NoticePurpose.RIGHTS_ANSWER, "Opérateur", "fr", subject, "Bonjour")


def test_event_text_is_service_without_subject() -> None:
    assert (EventText("{}").message_class, EventText("{}").subject) == (MessageClass.SERVICE, "")
