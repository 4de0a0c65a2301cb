"""The table of roles."""

import pytest

from dialonce.staff import PERSONAL, ROLE_TABLE, Permission, Role, may, policy_role


def test_every_role_has_a_row_and_every_permission_a_holder() -> None:
    assert set(ROLE_TABLE) == set(Role)
    assert set().union(*ROLE_TABLE.values()) == set(Permission)


@pytest.mark.clause("2-l")
def test_operator_staff_may_look_at_no_callers_data() -> None:
    assert [one for one in PERSONAL if may(Role.OPERATOR_ADMIN, one)] == []


@pytest.mark.clause("8-e")
def test_who_may_look_at_callers_data_acts_in_a_role_that_clauses_name() -> None:
    lookers = {role for role in Role if ROLE_TABLE[role] & PERSONAL}
    assert lookers == {Role.SUPPORT_AGENT, Role.PUBLISHER_ADMIN, Role.DPO}
    assert {policy_role(role) for role in lookers} == {"support", "dpo"}


def test_editors_and_analysts_change_no_access_and_no_policy() -> None:
    powers = {
        Permission.STAFF_MANAGE,
        Permission.SOLUTIONS_MANAGE,
        Permission.POLICY_EDIT,
        Permission.PUBLISHERS_MANAGE,
    }
    assert not powers & (ROLE_TABLE[Role.EDITOR] | ROLE_TABLE[Role.ANALYST] | ROLE_TABLE[Role.SUPPORT_AGENT])
