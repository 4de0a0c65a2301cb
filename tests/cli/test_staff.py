"""The first people of an installation, from the shell."""

from uuid import uuid4

from dialonce.errors import Conflict, Invalid, NotFound
from tests.cli.conftest import Run, read, refusal


def test_operator_is_invited_listed_reset_and_removed(run: Run) -> None:
    invite = ("staff", "invite", "op@example.org", "--name", "Op", "--role", "operator-admin", "--json")
    link = read(run(*invite))[0]["link"]
    assert "/console/join/" in link
    assert "account with this e-mail" in refusal(run(*invite), Conflict)
    person = next(row for row in read(run("staff", "list", "--json")) if row["email"] == "op@example.org")
    assert (person["name"], person["role"], person["state"]) == ("Op", "operator-admin", "invited")
    assert read(run("staff", "reset", person["staff_id"], "--json"))[0]["link"] != link
    assert run("staff", "remove", person["staff_id"]).exit_code == 0
    left = next(row for row in read(run("staff", "list", "--json")) if row["staff_id"] == person["staff_id"])
    assert left["state"] == "left"


def test_publishers_own_people_lie_with_it(run: Run) -> None:
    read(run("publisher", "create", "Mauve", "--slug", "mauve", "--json"))
    invite = ("staff", "invite", "ed@example.org", "--name", "Ed", "--role", "editor")
    assert "does not exist here" in refusal(run(*invite), Invalid)
    assert read(run(*invite, "-p", "mauve", "--json"))
    assert [row["name"] for row in read(run("staff", "list", "-p", "mauve", "--json"))] == ["Ed"]
    assert "no publisher" in refusal(run("staff", "list", "-p", "nobody"), NotFound)
    refusal(run("staff", "remove", uuid4(), "-p", "mauve"), NotFound)


def test_exceptional_access_is_for_operators_staff_who_are_there(run: Run) -> None:
    read(run("publisher", "create", "Ocre", "--slug", "ocre", "--json"))
    rest = ("--reason", "Broken menu, ticket 12", "--json")
    bad = run("publisher", "access", "ocre", "--staff", "7", *rest)
    assert bad.exit_code == 2
    assert "no such member" in refusal(run("publisher", "access", "ocre", "--staff", str(uuid4()), *rest), NotFound)
    read(run("staff", "invite", "oa@example.org", "--name", "Oa", "--role", "operator-admin", "--json"))
    person = next(row for row in read(run("staff", "list", "--json")) if row["email"] == "oa@example.org")["staff_id"]
    assert read(run("publisher", "access", "ocre", "--staff", person, *rest))[0]["staff"] == person
    assert run("staff", "remove", person).exit_code == 0
    assert "has left" in refusal(run("publisher", "access", "ocre", "--staff", person, *rest), NotFound)
    assert len(read(run("publisher", "accesses", "ocre", "--json"))) == 1
