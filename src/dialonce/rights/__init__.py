"""Requests of persons: received from any channel, clocked, identity checked in proportion, answered, refused only lawfully.

For callers above this room. A `Desk` comes from `web.rights_desk.desk_of(parts, publisher_id)`; `session` is a vault session on
one publisher; `request_id` names a request. What is refused by the gate raises `Refused` with clauses.

    open_request(session, NewRequest(right=, channel=, received_at=, subject=None, body="", locale="fr",
                 identity=Identity.UNCHECKED, name="", email="", paper=""), head=None) -> Request      (due_at is set)
    list_requests(session, QueueFilter(), clerk=None) -> list[Request]      requests_of(session, subject_id) -> list[Request]
    read_request(session, request_id, clerk=None) -> RequestFile            (the request, its steps, how to reach the person)
    subject_of(session, canonical_number) -> UUID | None
    link_request(session, request_id, subject_id) -> Request                (an unknown person turned out to be this subject)
    ask_identity(session, request_id, Means, head, doubt="") -> (Request, Letter)          (the clock stops)
    resume(session, request_id, note) -> Request                            (identity is sure; the clock goes on)
    extend(session, request_id, reason, head) -> (Request, Letter)          withdraw(session, request_id) -> Request
    refuse(session, request_id, Declined(code, explanation, scope), head) -> (Request, Letter)
    add_note(session, request_id, note) -> Step

    fulfil_access(session, desk, request_id) -> (Archive, Letter)           (access and portability)
    waiting_archives(session, subject_id) -> list[Archive]            fetch_archive(session, subject_id, archive_id) -> bytes
    fulfil_erasure(vault, desk, publisher_id, who, request_id) -> ErasureReceipt           (opens sessions of its own)
    fulfil_rectification(session, desk, request_id, {field in words: new value}) -> (Request, Letter)
    fulfil_restriction(session, desk, request_id, RestrictionCase) -> (Request, Letter)
    fulfil_objection(session, desk, request_id) -> (Request, Letter)
    fulfil_post_mortem(session, desk, request_id, wishes, executor="") -> (Request, Letter)
    directive_of / revoke_directive(session, subject_id)    limitations_of / end_limitation(session, subject_id[, kind])
    announce_lifting(session, request_id, ends_at, reason, head) -> Letter          lift_limitation(session, request_id) -> None
    letters_to(session, subject_id) -> {request_id: [Step]}                 (what the person was written)

A person who is signed in: `open_request(… channel=Channel.PAGE, subject=…, identity=Identity.CONFIRMED)`, then `fulfil_…`.
"""

from dialonce.rights.access import Archive, drop_archives, fetch_archive, fulfil_access, read_document, waiting_archives
from dialonce.rights.archive import archive_schema
from dialonce.rights.clock import days_left, due_after_hours, due_day, paris_day
from dialonce.rights.desk import (
    add_note,
    extend,
    extension_letter,
    is_late,
    link_request,
    open_request,
    resume,
    subject_of,
    withdraw,
)
from dialonce.rights.erasing import ErasureReceipt, fulfil_erasure, resume_erasures
from dialonce.rights.file import (
    WaitingRequests,
    count_waiting,
    letters_to,
    list_requests,
    read_request,
    requests_of,
)
from dialonce.rights.fulfilment import (
    Directive,
    Limitation,
    RestrictionCase,
    directive_of,
    end_limitation,
    fulfil_objection,
    fulfil_post_mortem,
    fulfil_rectification,
    fulfil_restriction,
    limitations_of,
    record_directive,
    revoke_directive,
)
from dialonce.rights.identity import Means, ask_identity, fitting_means, identity_letter
from dialonce.rights.letters import Letterhead, write_letter
from dialonce.rights.lifting import announce_lifting, lift_limitation, lifting_letter
from dialonce.rights.permits import Clerk
from dialonce.rights.refusal import Declined, reasons_for, refusal_letter, refuse
from dialonce.rights.reminders import due_soon, write_reminder
from dialonce.rights.request import (
    Channel,
    Identity,
    NewRequest,
    QueueFilter,
    Request,
    RequestFile,
    Right,
    State,
    Step,
    StepKind,
)
from dialonce.rights.surroundings import Desk, NamedRecipient

__all__ = [
    "Archive",
    "Channel",
    "Clerk",
    "Declined",
    "Desk",
    "Directive",
    "ErasureReceipt",
    "Identity",
    "Letterhead",
    "Limitation",
    "Means",
    "NamedRecipient",
    "NewRequest",
    "QueueFilter",
    "Request",
    "RequestFile",
    "RestrictionCase",
    "Right",
    "State",
    "Step",
    "StepKind",
    "WaitingRequests",
    "add_note",
    "announce_lifting",
    "archive_schema",
    "ask_identity",
    "count_waiting",
    "days_left",
    "directive_of",
    "drop_archives",
    "due_after_hours",
    "due_day",
    "due_soon",
    "end_limitation",
    "extend",
    "extension_letter",
    "fetch_archive",
    "fitting_means",
    "fulfil_access",
    "fulfil_erasure",
    "fulfil_objection",
    "fulfil_post_mortem",
    "fulfil_rectification",
    "fulfil_restriction",
    "identity_letter",
    "is_late",
    "letters_to",
    "lift_limitation",
    "lifting_letter",
    "limitations_of",
    "link_request",
    "list_requests",
    "open_request",
    "paris_day",
    "read_document",
    "read_request",
    "reasons_for",
    "record_directive",
    "refusal_letter",
    "refuse",
    "requests_of",
    "resume",
    "resume_erasures",
    "revoke_directive",
    "subject_of",
    "waiting_archives",
    "withdraw",
    "write_letter",
    "write_reminder",
]
