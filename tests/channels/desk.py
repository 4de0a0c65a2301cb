"""A desk that keeps what it was asked."""

from dataclasses import dataclass, field

from dialonce.channels import CallStep
from dialonce.errors import Unavailable

CALLER, CALLED = "+33612345678", "+33100000000"


@dataclass
class Desk:
    eligible: bool = True
    accepts: bool = True
    away: bool = False
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    async def is_eligible(self, caller: str, called: str) -> bool:
        self._note("eligible", caller, called)
        return self.eligible

    async def request_service(self, caller: str, called: str) -> bool:
        self._note("request", caller, called)
        return self.accepts

    async def record_step(self, step: CallStep, caller: str, called: str) -> None:
        self._note(step.value, caller, called)

    def _note(self, what: str, caller: str, called: str) -> None:
        if self.away:
            raise Unavailable("The database is away.")
        self.asked.append((what, caller, called))

    @property
    def verbs(self) -> list[str]:
        return [what for what, _, _ in self.asked]
