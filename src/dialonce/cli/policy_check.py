"""`dialonce policy check`: what the data says of each clause, what the running system proves, which tests stand for it."""

import sys
from collections.abc import Mapping, Sequence

import msgspec
from rich.console import Console
from rich.table import Table

from dialonce.app.evidence import Proof, prove, scene_of
from dialonce.app.parts import Running
from dialonce.policy import Coverage, coverage, load_catalogue


class CheckLine(msgspec.Struct, frozen=True):
    """One clause. `proven`: evidence that holds now; `waiting`: evidence that arrives with a later issue."""

    clause: str
    who: str
    modality: str
    controls: tuple[str, ...]
    proven: tuple[str, ...]
    waiting: tuple[str, ...]
    tests: tuple[str, ...]
    faults: tuple[str, ...]


async def check_policy(running: Running, marks: Mapping[str, Sequence[str]]) -> tuple[CheckLine, ...]:
    """Every clause against the running system. `marks`: clause → tests that carry its mark."""
    proofs = await prove(scene_of(running))
    lines = coverage(running.parts.policy, load_catalogue())
    return tuple(_line(line, proofs, marks.get(line.clause, ())) for line in lines)


def _line(line: Coverage, proofs: Mapping[str, Proof], tests: Sequence[str]) -> CheckLine:
    now = [evidence.name for evidence in line.evidence if evidence.arrives_with is None]
    waiting = [f"{evidence.name}@{evidence.arrives_with}" for evidence in line.evidence if evidence.arrives_with]
    unknown = [f"nothing checks {name}." for name in now if name not in proofs]
    found = [f"{name}: {fault}" for name in now if name in proofs for fault in proofs[name].faults]
    return CheckLine(
        clause=line.clause,
        who=line.who,
        modality=line.modality,
        controls=line.controls,
        proven=tuple(name for name in now if name in proofs and not proofs[name].faults),
        waiting=tuple(waiting),
        tests=tuple(tests),
        faults=(*line.faults, *unknown, *found),
    )


def print_check(lines: Sequence[CheckLine], *, as_json: bool) -> None:
    """A table and a summary for people, or a JSON list."""
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(lines), indent=2).decode() + "\n")
        return
    table = Table("clause", "who", "controls", "proven now", "arrives later", "tests", "")
    for line in lines:
        mark = (
            "[red]fault[/red]"
            if line.faults
            else "[yellow]in part[/yellow]"
            if line.waiting
            else "[green]holds[/green]"
        )
        cells = (line.clause, line.who, " ".join(line.controls), " ".join(line.proven), " ".join(line.waiting))
        table.add_row(*cells, str(len(line.tests) or ""), mark)
    console = Console()
    console.print(table)
    for line in lines:
        for fault in line.faults:
            console.print(f"[red]{line.clause}[/red] {fault}", highlight=False)
    console.print(summary(lines))


def summary(lines: Sequence[CheckLine]) -> str:
    """How many clauses hold, hold in part, are at fault, and what is still to come."""
    faulty = sum(1 for line in lines if line.faults)
    partly = sum(1 for line in lines if line.waiting and not line.faults)
    later = sorted({name.partition("@")[2] for line in lines for name in line.waiting})
    return (
        f"{len(lines)} clauses: {len(lines) - faulty - partly} hold, {partly} hold in part and wait for "
        f"{', '.join(later) or 'nothing'}, {faulty} at fault. "
        f"{sum(1 for line in lines if line.tests)} are marked by tests; each has its mutants besides."
    )
