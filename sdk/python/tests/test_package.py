"""The package as somebody installs it: built, put into an empty environment, used there."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

HERE = Path(__file__).parents[1]
VECTORS = HERE.parents[1] / "conformance" / "number-sets.json"
PROGRAM = f"""
import base64, json, sys
import dialonce_sdk
from dialonce_sdk import NumberSet
vectors = json.load(open({str(VECTORS)!r}, encoding="utf-8"))
x = vectors["public_key"]["x"]
key = base64.urlsafe_b64decode(x + "=" * (-len(x) % 4))
for entry in vectors["sets"]:
    opened = NumberSet.open(base64.b64decode(entry["bytes"]), key)
    assert all(opened.lookup(number) for number, *_ in entry["members"])
print(dialonce_sdk.__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(HERE),
    ]
    subprocess.run(built, check=True)
    return next(folder.glob("dialonce_sdk-*.whl"))


def test_wheel_holds_the_package_its_types_and_nothing_else(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    modules = {str(path.relative_to(HERE)) for path in (HERE / "dialonce_sdk").rglob("*.py")}
    assert modules | {"dialonce_sdk/py.typed"} == {name for name in names if ".dist-info/" not in name}


def test_wheel_works_in_an_environment_that_has_only_what_it_names(wheel: Path, tmp_path: Path) -> None:
    """The named dependencies are lent by this environment, so that no network is needed; nothing else of it is."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(install, check=True)
    lend = f"import sys; sys.path.append({sysconfig.get_paths()['purelib']!r})"
    done = subprocess.run([python, "-c", f"{lend}{PROGRAM}"], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert str(tmp_path / "env") in done.stdout
