"""The root key by each of its ways: environment, file, command, key server; and each way that fails, in words."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from dialonce.app.root_key import root_key, root_key_source, with_root_key
from dialonce.errors import Invalid, Unavailable
from dialonce.settings import Settings
from dialonce.vault import Key, Unreadable

ROOT = Path(__file__).parents[2]
DIGITS = "a7" * 32


@pytest.fixture
def key_server() -> Iterator[str]:
    """The address of a key on a server of its own process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.key_server", "token-1"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1/transit/keys/dialonce"
    process.terminate()
    process.stdout.close()
    process.wait()


@pytest.fixture
def behind_server(key_server: str, tmp_path: Path) -> Settings:
    token = tmp_path / "token"
    token.write_text("token-1\n")
    return Settings(data=tmp_path / "data", root_key_transit=key_server, root_key_transit_token_file=str(token))


def program(folder: Path, text: str) -> Settings:
    """Settings whose command is a program with this text."""
    path = folder / "print key"
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o700)
    return Settings(data=folder / "data", root_key_command=f"'{path}' --for dialonce")


def test_key_of_the_environment_and_of_a_file(tmp_path: Path) -> None:
    assert root_key(Settings(root_key=DIGITS)).secret.hex() == DIGITS
    made = root_key(Settings(data=tmp_path))
    assert root_key(Settings(root_key_file=str(tmp_path / "root.key"))).secret == made.secret


def test_key_that_a_command_prints(tmp_path: Path) -> None:
    settings = program(tmp_path, f"import sys; assert sys.argv[1:] == ['--for', 'dialonce']; print('{DIGITS}')")
    assert root_key(settings).secret.hex() == DIGITS
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"print('{DIGITS}'); raise SystemExit(3)", "status 3"),
        ("print('no key')", "64 hexadecimal digits"),
        ("", "64 hexadecimal digits"),
    ],
)
def test_command_that_gives_no_key_is_told_without_what_it_printed(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises((Unavailable, Unreadable), match=said) as told:
        root_key(program(tmp_path, text))
    assert DIGITS not in str(told.value)
    assert told.value.__cause__ is None or DIGITS not in str(told.value.__cause__)


def test_command_that_is_missing_is_told() -> None:
    with pytest.raises(Unavailable, match="No such file"):
        root_key(Settings(root_key_command="/nowhere/print-key"))


def test_key_server_seals_and_opens_the_key(behind_server: Settings) -> None:
    made = root_key(behind_server)
    sealed = behind_server.data / "root.key.sealed"
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert sealed.read_text().startswith("vault:v1:")
    assert made.secret.hex() not in sealed.read_text()
    assert root_key(behind_server).secret == made.secret


def test_next_key_of_a_rotation_is_sealed_by_the_server_too(behind_server: Settings, tmp_path: Path) -> None:
    source = root_key_source(behind_server)
    now, later = source.read(), source.read(tmp_path / "next")
    assert now.secret != later.secret
    assert source.read(tmp_path / "next").secret == later.secret
    assert (tmp_path / "next").read_text().startswith("vault:v1:")


def test_key_server_that_refuses_is_told(behind_server: Settings) -> None:
    root_key(behind_server)
    Path(behind_server.root_key_transit_token_file).write_text("another")
    with pytest.raises(Unavailable, match="refused to decrypt: status 403"):
        root_key(behind_server)
    Path(behind_server.root_key_transit_token_file).unlink()
    with pytest.raises(Unavailable, match=r"token .* cannot be read"):
        root_key(behind_server)


def test_key_that_another_server_sealed_does_not_open(behind_server: Settings) -> None:
    root_key(behind_server)
    sealed = behind_server.data / "root.key.sealed"
    text = sealed.read_text()
    sealed.write_text(text[:20] + ("A" if text[20] != "A" else "B") + text[21:])
    with pytest.raises(Unavailable, match="status 400"):
        root_key(behind_server)


def test_key_server_that_is_away_is_told(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("token-1")
    settings = Settings(
        data=tmp_path / "data",
        root_key_transit="http://127.0.0.1:9/v1/transit/keys/dialonce",
        root_key_transit_token_file=str(tmp_path / "token"),
    )
    with pytest.raises(Unavailable, match="does not answer"):
        root_key(settings)
    assert not (tmp_path / "data" / "root.key.sealed").exists()


def test_key_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, root_key=DIGITS, root_key_command="print-key")
    with pytest.raises(Invalid, match="DIALONCE_ROOT_KEY, DIALONCE_ROOT_KEY_COMMAND"):
        root_key(settings)
    with pytest.raises(Invalid, match="such as https"):
        root_key(Settings(root_key_transit="vault.example/dialonce"))


def test_key_of_a_restored_time_takes_the_place_of_every_way(behind_server: Settings) -> None:
    old = Key(os.urandom(32))
    assert root_key(with_root_key(behind_server, old)).secret == old.secret
    assert root_key(msgspec.structs.replace(behind_server)).secret != old.secret
