"""A caller and carriers for tests of calls."""

from dataclasses import dataclass, field

from dialonce.app.parts import Running
from dialonce.calls import Eligible, MessageRef, find_eligible, request_service
from dialonce.channels import DeliveryStatus, FailureReason, Handover, Outbound
from tests.house_of import Furnished


@dataclass
class Desk:
    """A carrier that fails with each of `reasons` in turn, then takes the message; `taken` shows what it got."""

    reasons: list[FailureReason] = field(default_factory=list)
    taken: list[Outbound] = field(default_factory=list)

    async def hand_over(self, message: Outbound) -> Handover:
        if self.reasons:
            return Handover(DeliveryStatus.FAILED, None, self.reasons.pop(0))
        self.taken.append(message)
        return Handover(DeliveryStatus.SENT, f"desk:{len(self.taken)}")


async def offer(running: Running, house: Furnished, caller: str) -> Eligible:
    publisher = running.parts.vault.directory.publishers[house.publisher_id]
    found = await find_eligible(running.parts.vault, publisher, caller, house.number, running.parts.limits)
    assert found is not None
    return found


async def say_yes(running: Running, house: Furnished, caller: str, culture: str = "") -> MessageRef:
    """The caller says yes; the message waits."""
    queued: list[MessageRef] = []

    async def enqueue(ref: MessageRef) -> None:
        queued.append(ref)

    found = await offer(running, house, caller)
    solution = running.parts.vault.directory.solutions[house.solution_id]
    ref = await request_service(running.parts.vault, solution, found, culture=culture, enqueue=enqueue)
    assert queued == [ref]
    return ref
