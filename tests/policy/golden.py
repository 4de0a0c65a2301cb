"""The golden table of what each clause is bound to, besides decisions: `python -m tests.policy.golden` rewrites it."""

import json
from pathlib import Path

from dialonce.policy import Clause, Policy, load_policy

TABLE = Path(__file__).parent / "vectors" / "table.json"


def table(policy: Policy) -> dict[str, list[object]]:
    """Who is bound, how, by which controls, and every duty that is no decision."""
    return {name: _row(clause) for name, clause in {**policy.clauses, **policy.statute}.items()}


def _row(clause: Clause) -> list[object]:
    duties = {
        duty: list(getattr(clause, duty))
        for duty in ("closes", "allows", "defines", "checks", "figures")
        if getattr(clause, duty)
    }
    return [str(clause.who), str(clause.modality), list(clause.controls), clause.absolute, duties]


def read_table() -> dict[str, list[object]]:
    """The table as committed."""
    found: dict[str, list[object]] = json.loads(TABLE.read_text("utf-8"))
    return found


if __name__ == "__main__":
    lines = (f"{json.dumps(name)}: {json.dumps(row)}" for name, row in table(load_policy()).items())
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
