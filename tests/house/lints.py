"""Rules of the house that no linter knows: each takes a module's place and tree, and names what is wrong in it."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

SRC = Path(__file__).parents[2] / "src"
Lint = Callable[[str, ast.Module], Iterator[str]]

MINT_ROOM = ("dialonce/policy/outcome.py", "dialonce/policy/decision.py")
DOOR = ("dialonce/vault/", "dialonce/storage/personal/")
# Storage; and the two modules that make, rename and restore whole databases as their owner, and read no row.
SPEAKS_SQL = ("dialonce/storage/", "dialonce/app/install.py", "dialonce/cli/restore.py")
READS_CLOCK = "dialonce/vault/session.py"
PERSONAL = "storage.personal"
SETS_TRANSACTION = "SET TRANSACTION "
# Functions of the vault that reach personal rows without a Permit, and why nobody gains anything by them.
WITHOUT_PERMIT: Mapping[str, str] = {
    "dialonce/vault/batch.py::store": "stores what `keep` took, each row with its Permit",
    "dialonce/vault/consent_proofs.py::sent_without_consent": "counts for the evidence, and opens nothing",
    "dialonce/vault/consent_proofs.py::consents_without_proof": "counts for the evidence, and opens nothing",
    "dialonce/vault/erasure.py::finish_erasure": "deletes rows whose key is destroyed already, by a Permit",
    "dialonce/vault/erasure.py::forget_transient": "deletes the subject that was made for one message",
    "dialonce/vault/holds.py::running_holds": "tells which pseudonyms a sweep must leave alone",
    "dialonce/vault/intermediate.py::overdue_for_archive": "counts what is past active use, and opens nothing",
    "dialonce/vault/known.py::require_known": "tells whether a pseudonym is the publisher's own",
    "dialonce/vault/limits.py::load_limits": "tells of which pseudonyms data may be kept and not used",
    "dialonce/vault/orphans.py::orphaned_subjects": "tells which keys have no row",
    "dialonce/vault/retention.py::plan_sweep": "counts what is past its term, and opens nothing",
    "dialonce/vault/waiting.py::publishers_waiting": "tells for which publishers there is work, and of nobody",
    "dialonce/vault/rows.py::ensure_months": "makes empty tables",
    "dialonce/vault/sweep_rows.py::drop_months": "drops what is past its term, by the policy's plan, journalled",
    "dialonce/vault/sweep_rows.py::plan_rows": "counts what is past its term, and opens nothing",
    "dialonce/vault/sweep_rows.py::sweep_rows": "deletes what is past its term, by Permits that it asks for",
    "dialonce/vault/sweep_subjects.py::plan_subjects": "counts of whom nothing is left, and opens nothing",
    "dialonce/vault/sweep_subjects.py::sweep_subjects": "erases of whom nothing is left, by Permits that it asks for",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the program: its place below `src`, and its tree."""
    for path in sorted((SRC / "dialonce").rglob("*.py")):
        yield path.relative_to(SRC).as_posix(), ast.parse(path.read_text("utf-8"))


def makes_permits(place: str, tree: ast.Module) -> Iterator[str]:
    """Only the decision makes Permits: nobody else claims the mint, calls the class, or goes round its constructor."""
    if place in MINT_ROOM:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute | ast.alias) and _name(node) in {"claim_mint", "_MINT", "_Mint"}:
            yield f"{place}: reaches for the mint"
        if isinstance(node, ast.Call) and _name(node.func) == "Permit":
            yield f"{place}: makes a Permit"
        if isinstance(node, ast.Call) and _name(node.func) == "__new__" and "Permit" in map(_name, node.args):
            yield f"{place}: makes a Permit round its constructor"
        if isinstance(node, ast.Constant) and node.value in {"claim_mint", "_MINT", "_Mint"}:
            yield f"{place}: reaches for the mint by name"


def reaches_personal_rows(place: str, tree: ast.Module) -> Iterator[str]:
    """Only the vault imports the personal rows: not inside a function either, not by a name in a string."""
    if place.startswith(DOOR):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(PERSONAL in alias.name for alias in node.names):
            yield f"{place}:{node.lineno}: imports personal rows"
        if isinstance(node, ast.ImportFrom) and _brings_personal(node):
            yield f"{place}:{node.lineno}: imports personal rows"
        if isinstance(node, ast.Attribute) and node.attr == "personal" and _name(node.value) == "storage":
            yield f"{place}:{node.lineno}: reaches personal rows through their package"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and PERSONAL in node.value:
            yield f"{place}:{node.lineno}: names the personal rows in a string"
        if isinstance(node, ast.Call) and _name(node.func) == "getattr" and _says(node.args, "personal"):
            yield f"{place}:{node.lineno}: reaches personal rows by getattr"


def _brings_personal(node: ast.ImportFrom) -> bool:
    module = node.module or ""
    return PERSONAL in module or (module.endswith("storage") and any(alias.name == "personal" for alias in node.names))


def touches_without_permit(place: str, tree: ast.Module) -> Iterator[str]:
    """Every public function of the vault that reaches personal rows takes a Permit or requires one of the gate itself.

    Reaching and requiring count through the module's private helpers too.
    """
    if not place.startswith("dialonce/vault/"):
        return
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    calls = {name: _calls(node) for name, node in functions.items()}
    doors = _imported_doors(tree)
    touching = _through_helpers(calls, {name for name, called in calls.items() if called & doors})
    asking = _through_helpers(calls, {name for name, called in calls.items() if "session.require" in called})
    for name in sorted(touching - asking):
        if not name.startswith("_") and not _takes_permit(functions[name]) and f"{place}::{name}" not in WITHOUT_PERMIT:
            yield f"{place}: {name} reaches personal rows without a Permit"


def _through_helpers(calls: Mapping[str, set[str]], first: set[str]) -> set[str]:
    """The functions of `first`, and those that call them by way of private functions of the module."""
    found = set(first)
    while grown := {
        name for name, called in calls.items() if name not in found and any(n in called for n in found if n[0] == "_")
    }:
        found |= grown
    return found


def _imported_doors(tree: ast.Module) -> set[str]:
    """Names by which this module calls the personal rows: `stored.fetch` as `stored.*`, imported functions as such."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and PERSONAL in (node.module or ""):
            for alias in node.names:
                local = alias.asname or alias.name
                found |= {local, f"{local}.*"} if local != "TABLES" else set()
    return found


def _calls(node: ast.AST) -> set[str]:
    """What a function calls: `name`, and for `object.name` both that and `object.*`; `self.name` counts as `name`."""
    names: set[str] = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            names.add(call.func.id)
        elif isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            whose = _name(call.func.value)
            names |= {f"{whose}.*", f"{whose}.{call.func.attr}"}
            if whose in {"self", "cls"}:
                names.add(call.func.attr)
    return names


def _takes_permit(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    return any(
        argument.annotation is not None and "Permit" in ast.unparse(argument.annotation) for argument in arguments
    )


def runs_sql_text(place: str, tree: ast.Module) -> Iterator[str]:
    """SQL lives in named files: nobody above storage runs a text of its own."""
    if place.startswith(SPEAKS_SQL):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            text = node.args[0] if node.args else None
            if node.func.attr in {"execute", "executemany", "copy"} and _is_text(text):
                yield f"{place}:{node.lineno}: runs SQL of its own"


def _is_text(node: ast.expr | None) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    if isinstance(node, ast.Call) and _name(node.func) in {"SQL", "format", "join"}:
        return True
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return not node.value.startswith(SETS_TRANSACTION)
    return isinstance(node, ast.JoinedStr)


def reads_clock(place: str, tree: ast.Module) -> Iterator[str]:
    """One place reads the clock; everybody else is told the time."""
    if place == READS_CLOCK:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (_name(node.value), node.attr) in {
            ("datetime", "now"),
            ("datetime", "utcnow"),
            ("datetime", "today"),
            ("date", "today"),
            ("time", "time"),
        }:
            yield f"{place}:{node.lineno}: reads the clock"


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.name if isinstance(node, ast.alias) else ""


def _says(nodes: list[ast.expr], text: str) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == text for node in nodes)


LINTS: Mapping[str, Lint] = {
    "makes-permits": makes_permits,
    "reaches-personal-rows": reaches_personal_rows,
    "touches-without-permit": touches_without_permit,
    "runs-sql-text": runs_sql_text,
    "reads-clock": reads_clock,
}
