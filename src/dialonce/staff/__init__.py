"""People who sign in: accounts, roles, factors, sessions, training."""

from dialonce.staff.desk import OPERATOR, Account, Desk, account_index, canonical_email, find_account
from dialonce.staff.invitation import (
    Invited,
    accept_invitation,
    change_role,
    find_invitation,
    invite_again,
    invite_staff,
    let_go,
)
from dialonce.staff.member import Member, list_members, read_member
from dialonce.staff.own_password import change_password
from dialonce.staff.passkeys import (
    Passkey,
    Site,
    add_passkey,
    ask_passkey,
    check_passkey,
    list_passkeys,
    offer_passkey,
    remove_passkey,
)
from dialonce.staff.password import check_password, entropy_bits
from dialonce.staff.roles import PERSONAL, ROLE_TABLE, Permission, Role, may, policy_role
from dialonce.staff.second_factor import add_totp, check_second_step, remove_totp, renew_recovery_codes
from dialonce.staff.sessions import (
    SignedIn,
    StaffSession,
    end_other_sessions,
    end_session,
    find_session,
    list_sessions,
    open_session,
    renew_session,
)
from dialonce.staff.sign_in import check_in
from dialonce.staff.totp import base32, code_at, totp_picture, totp_secret, totp_uri
from dialonce.staff.training import Lesson, Marked, Question, Training, counts_until, load_training, mark_answers
from dialonce.staff.training_record import record_training

__all__ = [
    "OPERATOR",
    "PERSONAL",
    "ROLE_TABLE",
    "Account",
    "Desk",
    "Invited",
    "Lesson",
    "Marked",
    "Member",
    "Passkey",
    "Permission",
    "Question",
    "Role",
    "SignedIn",
    "Site",
    "StaffSession",
    "Training",
    "accept_invitation",
    "account_index",
    "add_passkey",
    "add_totp",
    "ask_passkey",
    "base32",
    "canonical_email",
    "change_password",
    "change_role",
    "check_in",
    "check_passkey",
    "check_password",
    "check_second_step",
    "code_at",
    "counts_until",
    "end_other_sessions",
    "end_session",
    "entropy_bits",
    "find_account",
    "find_invitation",
    "find_session",
    "invite_again",
    "invite_staff",
    "let_go",
    "list_members",
    "list_passkeys",
    "list_sessions",
    "load_training",
    "mark_answers",
    "may",
    "offer_passkey",
    "open_session",
    "policy_role",
    "read_member",
    "record_training",
    "remove_passkey",
    "remove_totp",
    "renew_recovery_codes",
    "renew_session",
    "totp_picture",
    "totp_secret",
    "totp_uri",
]
