"""Where the root key comes from: the environment, a command, a file, or a file that a key server opens.

Exactly one way holds; a key that stands in two places could differ in one of them.
"""

import shlex
import subprocess
from pathlib import Path
from typing import Protocol

import msgspec

from dialonce.app.transit import Transit
from dialonce.errors import Invalid, Unavailable
from dialonce.settings import Settings
from dialonce.vault import Key, read_root_key, root_key_from_text

COMMAND_SECONDS = 30


class RootKeySource(Protocol):
    """A way to the root key. `path` is the file that a rotation replaces; None when the key stands outside of it."""

    @property
    def path(self) -> Path | None:
        """The file, if there is one."""

    def read(self, path: Path | None = None) -> Key:
        """The root key, or the one of another file of the same kind, made if it is missing."""


class InEnvironment:
    """`DIALONCE_ROOT_KEY`: 64 hexadecimal digits."""

    path = None

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, path: Path | None = None) -> Key:
        """The key of the environment, or of a file that `keys rotate` prepares for it."""
        return read_root_key(path) if path else root_key_from_text(self._text, "DIALONCE_ROOT_KEY")


class ByCommand:
    """`DIALONCE_ROOT_KEY_COMMAND`: a program that prints the key, such as a client of a secret manager or of an HSM."""

    path = None

    def __init__(self, command: str) -> None:
        self._command = command

    def read(self, path: Path | None = None) -> Key:
        """What the program prints. Raises `Unavailable` when it fails; what it printed is never part of the error."""
        if path:
            return read_root_key(path)
        program = shlex.split(self._command)
        try:
            done = subprocess.run(program, capture_output=True, timeout=COMMAND_SECONDS, check=True)  # noqa: S603 - the operator names it
        except (OSError, subprocess.SubprocessError) as wrong:
            raise Unavailable(f"The command of DIALONCE_ROOT_KEY_COMMAND gave no key: {_why(wrong)}.") from None
        return root_key_from_text(
            done.stdout.decode("ascii", "replace").strip(), "The output of DIALONCE_ROOT_KEY_COMMAND"
        )


class InFile:
    """A file that only its owner may read: `DIALONCE_ROOT_KEY_FILE`, or `root.key` in the data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, path: Path | None = None) -> Key:
        """The file's key, made on first use."""
        return read_root_key(path or self.path)


class BehindTransit:
    """A file that holds the key sealed by a key server: without the server it opens nothing."""

    def __init__(self, path: Path, transit: Transit) -> None:
        self.path = path
        self._transit = transit

    def read(self, path: Path | None = None) -> Key:
        """The key, opened by the server; made here and sealed there on first use."""
        return self._transit.read(path or self.path)


def root_key_source(settings: Settings) -> RootKeySource:
    """The one way that the settings name. Raises `Invalid` when they name several."""
    named = [
        name
        for name in ("root_key", "root_key_command", "root_key_file", "root_key_transit")
        if getattr(settings, name)
    ]
    if len(named) > 1 and set(named) != {"root_key_file", "root_key_transit"}:
        raise Invalid(
            f"The root key is named twice: {', '.join('DIALONCE_' + name.upper() for name in named)}. Keep one."
        )
    if settings.root_key:
        return InEnvironment(settings.root_key)
    if settings.root_key_command:
        return ByCommand(settings.root_key_command)
    if settings.root_key_transit:
        transit = Transit(settings.root_key_transit, Path(settings.root_key_transit_token_file))
        return BehindTransit(_sealed_path(settings), transit)
    return InFile(settings.root_key_path)


def root_key(settings: Settings) -> Key:
    """The root key of this installation. Raises `Unreadable` for what is no key, `Unavailable` when it cannot be had now."""
    return root_key_source(settings).read()


def with_root_key(settings: Settings, key: Key) -> Settings:
    """The same settings with this root key in the place of theirs."""
    elsewhere = {"root_key_command": "", "root_key_transit": "", "root_key_file": ""}
    return msgspec.structs.replace(settings, root_key=key.secret.hex(), **elsewhere)


def _sealed_path(settings: Settings) -> Path:
    return settings.root_key_path if settings.root_key_file else settings.data / "root.key.sealed"


def _why(wrong: OSError | subprocess.SubprocessError) -> str:
    match wrong:
        case subprocess.CalledProcessError():
            return f"it ended with status {wrong.returncode}"
        case subprocess.TimeoutExpired():
            return f"it took longer than {COMMAND_SECONDS} seconds"
        case OSError():
            return wrong.strerror or "it cannot be run"
        case _:
            return "it cannot be run"
