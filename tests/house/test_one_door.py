"""The gate cannot be gone round: contracts and rules hold for the program, and each cheat is found."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialonce.storage.personal.tables import TABLES
from tests.house.lints import LINTS, SRC, WITHOUT_PERMIT, modules

ROOT = SRC.parent
CHEATS = [
    ("makes-permits", "dialonce/calls/cheat.py", "from dialonce.policy import Permit\nleave = Permit(g, 1, t, mint=m)"),
    ("makes-permits", "dialonce/vault/cheat.py", "from dialonce.policy.outcome import claim_mint"),
    ("makes-permits", "dialonce/vault/cheat.py", "mint = decision._MINT"),
    ("makes-permits", "dialonce/vault/cheat.py", "mint = getattr(decision, '_MINT')"),
    ("makes-permits", "dialonce/calls/cheat.py", "leave = object.__new__(Permit)"),
    ("reaches-personal-rows", "dialonce/calls/cheat.py", "from dialonce.storage.personal import rows"),
    ("reaches-personal-rows", "dialonce/calls/cheat.py", "from dialonce.storage import personal"),
    ("reaches-personal-rows", "dialonce/calls/cheat.py", "def f():\n    import dialonce.storage.personal.rows"),
    ("reaches-personal-rows", "dialonce/calls/cheat.py", "m = import_module('dialonce.storage.personal.rows')"),
    ("reaches-personal-rows", "dialonce/calls/cheat.py", "m = getattr(storage, 'personal')"),
    ("reaches-personal-rows", "dialonce/calls/cheat.py", "m = dialonce.storage.personal.rows"),
    (
        "touches-without-permit",
        "dialonce/vault/cheat.py",
        "from dialonce.storage.personal import rows as stored\nasync def peek(s): return await stored.rows_of(s, 't', [])",
    ),
    (
        "touches-without-permit",
        "dialonce/vault/cheat.py",
        "import x\nfrom dialonce.storage.personal.rows import rows_of as r\nasync def _a(s): return await r(s, 't', [])\n\
async def peek(s): return await _a(s)",
    ),
    ("runs-sql-text", "dialonce/calls/cheat.py", "async def f(c): await c.execute('SELECT * FROM personal.subject')"),
    ("runs-sql-text", "dialonce/vault/cheat.py", "async def f(c, t): await c.execute(f'SELECT * FROM {t}')"),
    ("runs-sql-text", "dialonce/api/cheat.py", "async def f(c, t): await c.execute(sql.SQL('SELECT 1').format(t))"),
    ("runs-sql-text", "dialonce/jobs/cheat.py", "def f(c, t): c.copy('COPY ' + t)"),
    ("reads-clock", "dialonce/calls/cheat.py", "from datetime import datetime\nnow = datetime.now()"),
    ("reads-clock", "dialonce/calls/cheat.py", "from datetime import datetime\nclock = datetime.now"),
    ("reads-clock", "dialonce/calls/cheat.py", "import time\nnow = time.time()"),
]
FORBIDDEN_IMPORTS = [
    ("calls/cheat.py", "from dialonce.storage.personal import rows", "One door"),
    ("api/cheat.py", "from dialonce.storage import queries", "Handlers never query"),
    ("policy/cheat.py", "import os", "The ground floor is pure"),
    ("calls/cheat2.py", "from dialonce import publishers", "Floors"),
]


@pytest.mark.clause("1-a", "8-a")
@pytest.mark.parametrize("name", LINTS)
def test_program_keeps_the_rule(name: str) -> None:
    assert [fault for place, tree in modules() for fault in LINTS[name](place, tree)] == []


@pytest.mark.parametrize(("name", "place", "source"), CHEATS)
def test_cheat_is_found(name: str, place: str, source: str) -> None:
    assert list(LINTS[name](place, ast.parse(source)))


def test_every_exception_is_still_needed() -> None:
    places = {f"{place}::{node.name}" for place, tree in modules() for node in ast.walk(tree) if _is_function(node)}
    assert WITHOUT_PERMIT.keys() <= places


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def test_no_shared_statement_names_a_personal_table() -> None:
    tables = re.compile(rf"\bpersonal\.({'|'.join(TABLES)})\b")
    for path in (SRC / "dialonce" / "storage" / "sql").glob("*.sql"):
        assert not tables.findall(path.read_text("utf-8")), path.name


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [str(program), "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=source, check=False)


def test_imports_keep_the_contracts() -> None:
    done = lint_imports(SRC)
    assert done.returncode == 0, done.stdout


def test_forbidden_imports_break_the_contracts(tmp_path: Path) -> None:
    shutil.copytree(SRC / "dialonce", tmp_path / "dialonce", ignore=shutil.ignore_patterns("__pycache__"))
    for place, source, _ in FORBIDDEN_IMPORTS:
        (tmp_path / "dialonce" / place).write_text(source + "\n")
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    broken = [line for line in done.stdout.splitlines() if line.rstrip().endswith("BROKEN")]
    for _, _, contract in FORBIDDEN_IMPORTS:
        assert any(line.startswith(contract) for line in broken), (contract, broken)
