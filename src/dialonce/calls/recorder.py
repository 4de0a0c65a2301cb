"""The recorder: concurrent events of one process share statements and a commit."""

from collections.abc import Sequence

from dialonce.calls.steps import CallStep, record_steps
from dialonce.calls.visits import Interaction, record_interactions
from dialonce.vault import GroupCommit, Vault, Who

EVENTS = Who("events")


class Recorder(GroupCommit[CallStep | Interaction]):
    """Records call steps and interactions; `submit` returns once the event is committed."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        super().__init__(self._record)

    async def _record(self, events: Sequence[CallStep | Interaction]) -> None:
        steps = [event for event in events if isinstance(event, CallStep)]
        interactions = [event for event in events if isinstance(event, Interaction)]
        publishers = [step.line.publisher_id for step in steps]
        publishers += [interaction.visit.publisher_id for interaction in interactions]
        async with self._vault.session(publishers, EVENTS) as session:
            await record_steps(session, steps)
            await record_interactions(session, interactions)
