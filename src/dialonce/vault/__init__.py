"""The one door to personal data: gate, keys, sealed rows, blind indexes, journal."""

from dialonce.vault.announcements import Announcements, add_offer, announce, mark_message_answered, mark_offer_opened
from dialonce.vault.audit import JournalFault, Verifier, export_journal, verify_export, verify_journal
from dialonce.vault.batch import Batch, Keep, Repeated, open_batch
from dialonce.vault.break_glass import (
    BreakGlass,
    break_glass,
    exceptional_accesses,
    mark_told,
    running_access,
    untold_accesses,
)
from dialonce.vault.cache import BoundedCache
from dialonce.vault.caller_sessions import (
    change_caller_session,
    end_caller_session,
    open_caller_session,
    read_caller_session,
)
from dialonce.vault.checkpoints import SignedCheckpoint, journal_public_key, make_checkpoint
from dialonce.vault.clock import ClockSetBackError, WatchedClock
from dialonce.vault.clock_check import accept_clock, check_clock, journal_fault
from dialonce.vault.consent_proofs import consents_without_proof, sent_without_consent
from dialonce.vault.counters import NOWHERE, CountKey, whole_hour
from dialonce.vault.erasure import Tombstone, erase_subject, finish_erasure, finish_erasures, forget_transient
from dialonce.vault.export import ELSEWHERE, Exported, SubjectExport, export_subject, is_exported
from dialonce.vault.group_commit import GroupCommit
from dialonce.vault.held import Held, held_of, journal_of
from dialonce.vault.holds import LegalHold, end_hold, place_hold, running_holds
from dialonce.vault.housekeeping import keep_house, keep_night
from dialonce.vault.intermediate import ArchivedRow, read_archived
from dialonce.vault.journal import JournalEntry
from dialonce.vault.keyring import Keyring, SubjectRef
from dialonce.vault.keys import Key, Unreadable, blind_index, blind_indexer, read_root_key, root_key_from_text
from dialonce.vault.limits import mark_limited
from dialonce.vault.links import Link, add_link, bind_link, find_link, is_link_secret, mark_link_opened, new_link_secret
from dialonce.vault.offers import Offer, OfferLedger, Standing, offer_keys
from dialonce.vault.opt_outs import opt_out, opted_out_at
from dialonce.vault.overdue import Overdue
from dialonce.vault.own_journal import (
    FIRST_DAY,
    JOURNAL_CATEGORIES,
    LAST_DAY,
    FoundEntry,
    JournalPlace,
    JournalSearch,
    OwnVerification,
    search_journal,
    verify_own_journal,
)
from dialonce.vault.people import new_person, open_people, seal_person
from dialonce.vault.publisher_plan import plan_for
from dialonce.vault.retention import by_hand, plan_sweep, sweep
from dialonce.vault.rotation import end_root_rotation, rotate_publisher, rotate_root
from dialonce.vault.rows import (
    NewRow,
    OpenRow,
    change,
    ensure_months,
    fetch,
    open_rows,
    provide_months,
    query,
    store,
    store_once,
)
from dialonce.vault.running_calls import CALLS_A_DAY, SCREENS_A_CALL, RunningCalls
from dialonce.vault.secrets import open_secrets
from dialonce.vault.session import SUBJECT, SYSTEM, Gate, Session, Vault, Who, is_opted_out, system_clock
from dialonce.vault.sign_ins import ProvenSignIn, begin_sign_in, prove_sign_in
from dialonce.vault.signs import OUTCOMES, EndedCall, Outcome, Return, Sign
from dialonce.vault.tallies import tally
from dialonce.vault.terms import age_rules
from dialonce.vault.tries import count_try

__all__ = [
    "CALLS_A_DAY",
    "ELSEWHERE",
    "FIRST_DAY",
    "JOURNAL_CATEGORIES",
    "LAST_DAY",
    "NOWHERE",
    "OUTCOMES",
    "SCREENS_A_CALL",
    "SUBJECT",
    "SYSTEM",
    "Announcements",
    "ArchivedRow",
    "Batch",
    "BoundedCache",
    "BreakGlass",
    "ClockSetBackError",
    "CountKey",
    "EndedCall",
    "Exported",
    "FoundEntry",
    "Gate",
    "GroupCommit",
    "Held",
    "JournalEntry",
    "JournalFault",
    "JournalPlace",
    "JournalSearch",
    "Keep",
    "Key",
    "Keyring",
    "LegalHold",
    "Link",
    "NewRow",
    "Offer",
    "OfferLedger",
    "OpenRow",
    "Outcome",
    "Overdue",
    "OwnVerification",
    "ProvenSignIn",
    "Repeated",
    "Return",
    "RunningCalls",
    "Session",
    "Sign",
    "SignedCheckpoint",
    "Standing",
    "SubjectExport",
    "SubjectRef",
    "Tombstone",
    "Unreadable",
    "Vault",
    "Verifier",
    "WatchedClock",
    "Who",
    "accept_clock",
    "add_link",
    "add_offer",
    "age_rules",
    "announce",
    "begin_sign_in",
    "bind_link",
    "blind_index",
    "blind_indexer",
    "break_glass",
    "by_hand",
    "change",
    "change_caller_session",
    "check_clock",
    "consents_without_proof",
    "count_try",
    "end_caller_session",
    "end_hold",
    "end_root_rotation",
    "ensure_months",
    "erase_subject",
    "exceptional_accesses",
    "export_journal",
    "export_subject",
    "fetch",
    "find_link",
    "finish_erasure",
    "finish_erasures",
    "forget_transient",
    "held_of",
    "is_exported",
    "is_link_secret",
    "is_opted_out",
    "journal_fault",
    "journal_of",
    "journal_public_key",
    "keep_house",
    "keep_night",
    "make_checkpoint",
    "mark_limited",
    "mark_link_opened",
    "mark_message_answered",
    "mark_offer_opened",
    "mark_told",
    "new_link_secret",
    "new_person",
    "offer_keys",
    "open_batch",
    "open_caller_session",
    "open_people",
    "open_rows",
    "open_secrets",
    "opt_out",
    "opted_out_at",
    "place_hold",
    "plan_for",
    "plan_sweep",
    "prove_sign_in",
    "provide_months",
    "query",
    "read_archived",
    "read_caller_session",
    "read_root_key",
    "root_key_from_text",
    "rotate_publisher",
    "rotate_root",
    "running_access",
    "running_holds",
    "seal_person",
    "search_journal",
    "sent_without_consent",
    "store",
    "store_once",
    "sweep",
    "system_clock",
    "tally",
    "untold_accesses",
    "verify_export",
    "verify_journal",
    "verify_own_journal",
    "whole_hour",
]
