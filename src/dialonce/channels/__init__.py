"""Carriers: one adapter per file.

The port is `Carrier`; `Outbox`, `AppriseGateway` and `WebhookCarrier` hand over, `Switchboard` chooses between
them. TwiML, VoiceXML and FastAGI make the spoken offer of an IVR. Nothing here knows the database, a
consent or a Permit; recipients arrive as `Recipient`, and no adapter prints one.
"""

from dialonce.channels.agi import AgiPrompts, run_agi_session, serve_agi
from dialonce.channels.apprise_gateway import AppriseGateway
from dialonce.channels.carrier import Carrier, Handover, MessageKind, MessageText, Outbound
from dialonce.channels.delivery import Delivery, DeliveryStatus, FailureReason, next_status
from dialonce.channels.egress import EgressRules, check_endpoint
from dialonce.channels.fallback import Fallback
from dialonce.channels.marketing_text import MarketingText
from dialonce.channels.message_class import MessageClass
from dialonce.channels.notice_text import EventText, NoticePurpose, NoticeText
from dialonce.channels.offer import CallDesk, CallStep, VoiceCall, VoiceMove, VoiceScript, dialled_number
from dialonce.channels.outbox import Outbox, OutboxEntry, read_outbox, trim_outbox
from dialonce.channels.publisher_name import check_publisher_name, fit_publisher_name
from dialonce.channels.pumping import (
    Allowed,
    Limited,
    LimitReason,
    MessageCounts,
    MessageKeys,
    PumpingLimits,
    Tally,
    allow_message,
    counts_for,
    destination_range,
)
from dialonce.channels.qr import qr_png, qr_svg
from dialonce.channels.recipient import Recipient
from dialonce.channels.segments import Segmentation, segments
from dialonce.channels.send_link import send_link
from dialonce.channels.service_text import ServiceTemplate, ServiceText, sms_text
from dialonce.channels.standard_webhooks import SigningSecret, verify_webhook
from dialonce.channels.stop_words import Reply, parse_reply
from dialonce.channels.switchboard import Switchboard
from dialonce.channels.twilio_report import parse_twilio_report
from dialonce.channels.twilio_signature import verify_signature
from dialonce.channels.twiml import TwimlRoutes, answer_twilio
from dialonce.channels.voicexml import answer_voicexml
from dialonce.channels.webhook import WebhookCarrier, webhook_client

__all__ = [
    "AgiPrompts",
    "Allowed",
    "AppriseGateway",
    "CallDesk",
    "CallStep",
    "Carrier",
    "Delivery",
    "DeliveryStatus",
    "EgressRules",
    "EventText",
    "FailureReason",
    "Fallback",
    "Handover",
    "LimitReason",
    "Limited",
    "MarketingText",
    "MessageClass",
    "MessageCounts",
    "MessageKeys",
    "MessageKind",
    "MessageText",
    "NoticePurpose",
    "NoticeText",
    "Outbound",
    "Outbox",
    "OutboxEntry",
    "PumpingLimits",
    "Recipient",
    "Reply",
    "Segmentation",
    "ServiceTemplate",
    "ServiceText",
    "SigningSecret",
    "Switchboard",
    "Tally",
    "TwimlRoutes",
    "VoiceCall",
    "VoiceMove",
    "VoiceScript",
    "WebhookCarrier",
    "allow_message",
    "answer_twilio",
    "answer_voicexml",
    "check_endpoint",
    "check_publisher_name",
    "counts_for",
    "destination_range",
    "dialled_number",
    "fit_publisher_name",
    "next_status",
    "parse_reply",
    "parse_twilio_report",
    "qr_png",
    "qr_svg",
    "read_outbox",
    "run_agi_session",
    "segments",
    "send_link",
    "serve_agi",
    "sms_text",
    "trim_outbox",
    "verify_signature",
    "verify_webhook",
    "webhook_client",
]
