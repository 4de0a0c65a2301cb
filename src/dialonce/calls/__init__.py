"""Eligibility, service requests, call steps, interactions, history."""

from dialonce.calls.delivery import Sending, deliver_message, waiting_messages
from dialonce.calls.eligibility import Eligible, find_eligible, find_line
from dialonce.calls.event import Event, EventResult, Sender, Taken
from dialonce.calls.events import take_events
from dialonce.calls.history import HISTORY_CATEGORIES, CallHistory, Moment, group_calls, histories_of, read_histories
from dialonce.calls.recorder import TOGETHER, Recorder, record, record_events
from dialonce.calls.service_request import LINK_LIFE, Enqueue, MessageRef, request_service
from dialonce.calls.steps import STEPS, CallStep, line_facts, notice_given, use_of
from dialonce.calls.support import (
    PURPOSES,
    RecentCall,
    Support,
    find_caller,
    look_at_caller,
    recent_calls,
)
from dialonce.calls.visits import Interaction, Visit, new_interaction, open_address, open_link

__all__ = [
    "HISTORY_CATEGORIES",
    "LINK_LIFE",
    "PURPOSES",
    "STEPS",
    "TOGETHER",
    "CallHistory",
    "CallStep",
    "Eligible",
    "Enqueue",
    "Event",
    "EventResult",
    "Interaction",
    "MessageRef",
    "Moment",
    "RecentCall",
    "Recorder",
    "Sender",
    "Sending",
    "Support",
    "Taken",
    "Visit",
    "deliver_message",
    "find_caller",
    "find_eligible",
    "find_line",
    "group_calls",
    "histories_of",
    "line_facts",
    "look_at_caller",
    "new_interaction",
    "notice_given",
    "open_address",
    "open_link",
    "read_histories",
    "recent_calls",
    "record",
    "record_events",
    "request_service",
    "take_events",
    "use_of",
    "waiting_messages",
]
