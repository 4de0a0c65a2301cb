"""What a condition is tested against, besides the use and the facts."""

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from dialonce.policy.facts import Facts
from dialonce.policy.legal import Adequacy, Figure
from dialonce.policy.use import Use
from dialonce.policy.vocabulary import Vocabulary


class Setting(msgspec.Struct, frozen=True):
    """The moment of the decision, and the lists and dated numbers of the policy that decides."""

    now: datetime
    vocabulary: Vocabulary
    figures: Mapping[str, Figure]
    adequacy: Mapping[str, Adequacy]

    def figure(self, key: str) -> int:
        """The value that a dated number has at the moment of the decision."""
        return self.figures[key].at(self.now.date()).value

    def is_ahead(self, moment: datetime | None) -> bool:
        """Whether a moment is known, has a time zone, and has not come yet."""
        return moment is not None and moment.tzinfo is not None and self.now < moment


Test = Callable[[Use, Facts, Setting, str], bool]
