"""Lines from the shell: one by one, and in lists."""

import csv
import json
from pathlib import Path

import pytest

from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.menus import demo_interface
from tests.cli.conftest import Run, read, refusal


@pytest.fixture(autouse=True)
def azur(run: Run) -> None:
    """The only publisher."""
    if not read(run("publisher", "list", "--json")):
        read(run("publisher", "create", "Azur", "--json"))


def test_line_is_registered_shown_and_changed(run: Run) -> None:
    read(run("interface", "import", "-", "--name", "Menu", "--json", give=demo_interface("fr")))
    made = read(run("line", "register", "01 99 00 10 00", "--label", "Hotline", "--interface", "Menu", "--json"))[0]
    assert (made["number"], made["label"]) == ("+33199001000", "Hotline")
    assert made["interface_id"]
    changed = read(run("line", "change", "0199001000", "--hours", "Mo-Fr 08:00-18:00", "--disable", "--json"))[0]
    assert (changed["opening_hours"], changed["enabled"]) == ("Mo-Fr 08:00-18:00", False)
    assert read(run("line", "change", "0199001000", "--enable", "--json"))[0]["enabled"] is True
    assert "+33199001000" in run("line", "list").stdout


def test_line_is_refused_with_a_reason(run: Run) -> None:
    read(run("line", "register", "0199001009", "--json"))
    refusal(run("line", "register", "0199001009"), Conflict)
    refusal(run("line", "register", "112"), Invalid)
    refusal(run("line", "change", "0199001008", "--label", "x"), NotFound)


def test_list_is_imported_and_rejects_are_mended_and_imported(run: Run, tmp_path: Path) -> None:
    file, rejects = tmp_path / "lines.csv", tmp_path / "rejects.csv"
    file.write_text("number;label\n0199002001;One\nnonsense;Two\n112;Three\n", "utf-8")
    answer = run("line", "import", file, "--rejects", rejects)
    assert answer.exit_code == 1
    assert answer.stdout.startswith("1 added, 0 brought up to date, 2 not registered.")
    assert "row 3: " in answer.stderr
    with rejects.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.DictReader(written))
    assert [(row["row"], row["number"], row["label"]) for row in rows] == [
        ("3", "nonsense", "Two"),
        ("4", "112", "Three"),
    ]
    rejects.write_text(
        rejects.read_text("utf-8").replace("nonsense", "0199002002").replace("112,", "0199002003,"), "utf-8"
    )
    again = run("line", "import", rejects, "--json")
    assert read(again) == [{"added": 2, "changed": 0, "bad": []}]


def test_json_list_is_imported(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lines.json"
    file.write_text(json.dumps(["+33199003001", {"number": "3654", "label": "Short"}]), "utf-8")
    assert read(run("line", "import", file, "--json")) == [{"added": 2, "changed": 0, "bad": []}]


def test_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    assert "none.csv" in refusal(run("line", "import", tmp_path / "none.csv"), Invalid)
