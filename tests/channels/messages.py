"""Messages for tests."""

from datetime import UTC, datetime

from dialonce.channels import (
    EventText,
    MarketingText,
    MessageKind,
    NoticePurpose,
    NoticeText,
    Outbound,
    Recipient,
    sms_text,
)

NUMBER = "+33612345678"
MAILBOX = "camille.durand@example.org"
LINK = "https://dial.example/s/4fJ2kQ"
AT = datetime(2026, 6, 24, 10, 0, tzinfo=UTC)


def sms(recipient: str = NUMBER) -> Outbound:
    text = sms_text("link", LINK, "Opérateur", "fr")
    return Outbound("msg_1", MessageKind.SMS, Recipient(recipient), text, AT, "Operateur")


def marketing(kind: MessageKind = MessageKind.SMS) -> Outbound:
    text = MarketingText("Opérateur", "fr", "Nouveau forfait à 5 €", "36180")
    return Outbound("msg_2", kind, Recipient(NUMBER), text, AT)


def email(recipient: str = MAILBOX) -> Outbound:
    text = NoticeText(NoticePurpose.RIGHTS_ANSWER, "Opérateur", "fr", "Votre demande", "Bonjour & <bienvenue>")
    return Outbound("msg_3", MessageKind.EMAIL, Recipient(recipient), text, AT, "dpo@example.org")


def event(url: str, message_id: str = "msg_4") -> Outbound:
    return Outbound(message_id, MessageKind.WEBHOOK, Recipient(url), EventText('{"type":"call.ended"}'), AT)
