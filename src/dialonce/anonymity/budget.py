"""The privacy budget of one caller's day: what all releases together may tell (basic composition)."""

from msgspec import Struct

from dialonce.errors import Refused

_ROUNDING = 1e-9


class BudgetSpent(Refused):
    """A release would tell more of one caller's day than was promised."""

    code = "privacy-budget-spent"
    title = "The privacy budget is spent"


class PrivacyBudget(Struct, frozen=True):
    """Epsilon of one publisher and day: how much is promised at most, how much is spent. Budgets of two days never add up."""

    limit: float
    spent: float = 0.0

    @property
    def left(self) -> float:
        return max(0.0, self.limit - self.spent)

    def spend(self, epsilon: float) -> "PrivacyBudget":
        """The budget after one more release. Raises `BudgetSpent` when it does not reach, `ValueError` for a free release."""
        if epsilon <= 0:
            raise ValueError("A release costs a positive epsilon.")
        if self.spent + epsilon > self.limit + _ROUNDING:
            raise BudgetSpent(
                f"This release costs {epsilon:g} of the day's privacy budget, of which {self.left:g} of {self.limit:g} is left."
                " What is released already stays readable.",
                clauses=("3-a", "3.2-a"),
            )
        return PrivacyBudget(self.limit, self.spent + epsilon)
