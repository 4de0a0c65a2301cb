"""Retention: what is past its term, and sweeping it (8-i). Every term of the catalogue is kept in one of the ways of `terms`.

Rows that legal holds keep stay, whatever their term. Running a sweep again takes nothing.
"""

from dialonce.vault.overdue import Overdue
from dialonce.vault.session import SYSTEM, Vault
from dialonce.vault.sweep_rest import plan_rest, reminders, sweep_rest
from dialonce.vault.sweep_rows import drop_months, plan_rows, sweep_rows
from dialonce.vault.sweep_subjects import plan_subjects, sweep_subjects


async def plan_sweep(vault: Vault) -> list[Overdue]:
    """What a sweep would take now, and what legal holds keep from it."""
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        plan = [*await plan_rows(session), *await plan_subjects(session), *await plan_rest(session)]
    return [step for step in plan if step.rows or step.held]


def by_hand(vault: Vault) -> list[Overdue]:
    """What no sweep can take: paper, and from before when it must be gone."""
    return reminders(vault.clock())


async def sweep(vault: Vault) -> list[Overdue]:
    """Take everything that is past its term; what was taken."""
    swept = await drop_months(vault)
    for publisher_id in list(vault.directory.publishers):
        swept += await sweep_rows(vault, publisher_id)
        swept += await sweep_subjects(vault, publisher_id)
    swept += await sweep_rest(vault)
    return [step for step in swept if step.rows]
