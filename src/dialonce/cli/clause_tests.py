"""Which test proves which clause, read from the marks in the source of the tests; no test runs for it."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dialonce.policy import Clause, Policy

HEADER = """# Clauses, controls, evidence, tests

Made by `dialonce policy tests --write`; do not edit. `name@issue` is evidence that arrives with that issue. Every clause
is besides disabled, widened and weakened by `tests/policy/test_mutation.py`, which fails when no test notices.

| Clause | Who | Controls | Evidence | Tests that carry its mark |
| --- | --- | --- | --- | --- |
"""


def collect_marks(folder: Path) -> Mapping[str, Sequence[str]]:
    """Clause → `file::test`, sorted, from `@pytest.mark.clause(…)` and `pytestmark` below a folder."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for clause, test in _marks_of(ast.parse(path.read_text("utf-8"))):
            found.setdefault(clause, []).append(f"{path.relative_to(folder).as_posix()}::{test}")
    return found


def _marks_of(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                yield from ((clause, node.name) for clause in _clauses(decorator))
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            yield from ((clause, "*") for clause in _clauses(node.value))


def _clauses(node: ast.expr) -> Iterator[str]:
    """The literal arguments of every `….clause(…)` call within an expression."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "clause":
            yield from (
                argument.value
                for argument in call.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def clauses_page(policy: Policy, marks: Mapping[str, Sequence[str]]) -> str:
    """The table of `docs/privacy/clauses.md`."""
    clauses = {**policy.clauses, **policy.statute}
    return HEADER + "".join(_line(clause_id, clause, marks.get(clause_id, ())) for clause_id, clause in clauses.items())


def _line(clause_id: str, clause: Clause, tests: Sequence[str]) -> str:
    files = sorted({test.partition("::")[0] for test in tests})
    cells = (clause_id, clause.who, ", ".join(clause.controls), ", ".join(clause.evidence), ", ".join(files))
    return f"| {' | '.join(cells)} |\n"
