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
from dialonce.staff.password import check_password, entropy_bits
from dialonce.staff.roles import PERSONAL, ROLE_TABLE, Permission, Role, may, policy_role
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
from dialonce.staff.training_record import record_training

__all__ = [
    "OPERATOR",
    "PERSONAL",
    "ROLE_TABLE",
    "Account",
    "Desk",
    "Invited",
    "Member",
    "Permission",
    "Role",
    "SignedIn",
    "StaffSession",
    "accept_invitation",
    "account_index",
    "canonical_email",
    "change_role",
    "check_in",
    "check_password",
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
    "list_sessions",
    "may",
    "open_session",
    "policy_role",
    "read_member",
    "record_training",
    "renew_session",
]
