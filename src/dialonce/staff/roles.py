"""Who may do what: six roles and a table, which the tests walk through as well."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody does here. `OPERATOR_ADMIN` is of the operator; a DPO of the operator or of a publisher."""

    OPERATOR_ADMIN = "operator-admin"
    DPO = "dpo"
    PUBLISHER_ADMIN = "publisher-admin"
    EDITOR = "editor"
    ANALYST = "analyst"
    SUPPORT_AGENT = "support-agent"


class Permission(StrEnum):
    """What a page of the console asks for."""

    LINES_READ = "lines-read"
    LINES_EDIT = "lines-edit"
    INTERFACES_READ = "interfaces-read"
    INTERFACES_EDIT = "interfaces-edit"
    INTERFACES_PUBLISH = "interfaces-publish"
    SOLUTIONS_MANAGE = "solutions-manage"
    STAFF_MANAGE = "staff-manage"
    PUBLISHERS_MANAGE = "publishers-manage"
    INSIGHTS_READ = "insights-read"
    CALLS_READ = "calls-read"
    INBOX_WORK = "inbox-work"
    INBOX_HAND_OVER = "inbox-hand-over"
    RIGHTS_WORK = "rights-work"
    CONSENTS_READ = "consents-read"
    POLICY_READ = "policy-read"
    POLICY_EDIT = "policy-edit"
    REGISTER_READ = "register-read"
    RETENTION_READ = "retention-read"
    JOURNAL_READ = "journal-read"
    BREACHES_WORK = "breaches-work"
    TRAINING_READ = "training-read"


PERSONAL: Final = frozenset(
    {
        Permission.CALLS_READ,
        Permission.INBOX_WORK,
        Permission.INBOX_HAND_OVER,
        Permission.RIGHTS_WORK,
        Permission.CONSENTS_READ,
    }
)
"""Callers' data: these need two factors (8-e) and a current training record (8-f)."""

_SEES_MENUS: Final = frozenset({Permission.LINES_READ, Permission.INTERFACES_READ})
_EDITS_MENUS: Final = _SEES_MENUS | {Permission.INTERFACES_EDIT, Permission.INTERFACES_PUBLISH}
_READS_PRIVACY: Final = frozenset({Permission.POLICY_READ, Permission.REGISTER_READ, Permission.RETENTION_READ})
_RUNS: Final = (
    _EDITS_MENUS
    | _READS_PRIVACY
    | {
        Permission.LINES_EDIT,
        Permission.SOLUTIONS_MANAGE,
        Permission.STAFF_MANAGE,
        Permission.INSIGHTS_READ,
        Permission.TRAINING_READ,
    }
)

ROLE_TABLE: Final[Mapping[Role, frozenset[Permission]]] = {
    # Customers' personal data stays closed to the operator's own staff (2-l): nothing of `PERSONAL` stands here.
    Role.OPERATOR_ADMIN: _RUNS | {Permission.PUBLISHERS_MANAGE, Permission.POLICY_EDIT, Permission.BREACHES_WORK},
    Role.DPO: _SEES_MENUS
    | _READS_PRIVACY
    | {
        Permission.INSIGHTS_READ,
        Permission.RIGHTS_WORK,
        Permission.CONSENTS_READ,
        Permission.POLICY_EDIT,
        Permission.JOURNAL_READ,
        Permission.BREACHES_WORK,
        Permission.TRAINING_READ,
    },
    Role.PUBLISHER_ADMIN: _RUNS | {Permission.CALLS_READ, Permission.INBOX_WORK, Permission.INBOX_HAND_OVER},
    Role.EDITOR: _EDITS_MENUS | {Permission.INSIGHTS_READ},
    Role.ANALYST: _SEES_MENUS | {Permission.INSIGHTS_READ},
    Role.SUPPORT_AGENT: frozenset({Permission.LINES_READ, Permission.CALLS_READ, Permission.INBOX_WORK}),
}

_SPOKEN_FOR: Final[Mapping[Role, str]] = {
    Role.DPO: "dpo",
    Role.SUPPORT_AGENT: "support",
    Role.PUBLISHER_ADMIN: "support",
}


def may(role: Role, permission: Permission) -> bool:
    """Whether the table gives this permission to this role."""
    return permission in ROLE_TABLE[role]


def policy_role(role: Role) -> str:
    """The role as clauses name it (`support`, `dpo`), or its own name where no clause speaks of it."""
    return _SPOKEN_FOR.get(role, role.value)
