"""`dialonce policy`: the policy that people read, asked, checked, compared, exported and published."""

import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import OPERATOR, PublisherOption, in_publisher, publisher_of
from dialonce.cli.clause_tests import clauses_page, collect_marks
from dialonce.cli.context import run_with_parts, show
from dialonce.cli.ods import write_ods
from dialonce.cli.policy_check import check_policy, print_check
from dialonce.cli.questions import ANYBODY, put_in_words, read_facts, read_use
from dialonce.errors import Invalid, NotFound
from dialonce.policy import (
    HEADINGS,
    Contacts,
    EffectivePolicy,
    Policy,
    Row,
    decide,
    diff_policies,
    dpv_jsonld,
    effective_policy,
    load_catalogue,
    load_policy,
    register_of_processing,
)
from dialonce.publishers import (
    Edition,
    Kind,
    Published,
    find_edition,
    list_editions,
    mend_clause,
    publish_edition,
    read_overlay,
    remove_layer,
    sever_clause,
    store_layer,
)
from dialonce.settings import load_settings
from dialonce.vault import system_clock

SHIPPED = "shipped"
CLAUSES_PAGE = Path("docs/privacy/clauses.md")
TESTS = Path("tests")
app = typer.Typer(no_args_is_help=True, help="The privacy policy: check, explain, compare, export, publish.")
Json = Annotated[bool, typer.Option("--json", help="For machines.")]
Locale = Annotated[str, typer.Option(help="fr or en.")]


@app.command()
def check(as_json: Json = False) -> None:
    """Each clause, its controls, evidence from the running system, its tests; fails when something does not hold."""
    marks = collect_marks(TESTS) if TESTS.is_dir() else {}
    lines = run_with_parts(lambda running: check_policy(running, marks))
    print_check(lines, as_json=as_json)
    if any(line.faults for line in lines):
        raise typer.Exit(1)


@app.command()
def explain(
    action: Annotated[str, typer.Option(help="What is done: collect, use, read, disclose, transfer, sell, erase …")],
    purpose: Annotated[str, typer.Option(help="A purpose of the closed list.")],
    categories: Annotated[str, typer.Option(help="Categories of the closed list, separated by commas.")],
    actor: Annotated[str, typer.Option(help="Who acts: publisher, operator, subject, partner …")] = "publisher",
    recipient: Annotated[str | None, typer.Option(help="Who gets the data: kind or kind:name.")] = None,
    region: Annotated[str, typer.Option(help="Country where it is stored or looked at (ISO 3166).")] = "FR",
    fact: Annotated[list[str] | None, typer.Option(help="What is known: line_registered=true, request=T-12 …")] = None,
    publisher: Annotated[str | None, typer.Option(help="Ask the policy of this publisher (its slug).")] = None,
    locale: Locale = "fr",
    as_json: Json = False,
) -> None:
    """Why a use is allowed or refused, with the clauses. What no fact says is taken for what refuses."""
    policy = (
        run_with_parts(lambda running: _policy_of(running, publisher)) if publisher else effective_policy(load_policy())
    )
    use = read_use(actor, action, purpose, categories, recipient, region, policy.publisher or ANYBODY)
    answer = put_in_words(decide(use, read_facts(fact or ()), policy, system_clock()), locale, policy.hash)
    typer.echo(msgspec.json.encode(answer).decode() if as_json else answer.words)


async def _policy_of(running: Running, slug: str) -> EffectivePolicy:
    vault = running.parts.vault
    for entry in vault.directory.publishers.values():
        if entry.slug == slug:
            return vault.policy_of(entry.publisher_id)
    raise NotFound(f"No publisher has the short address {slug}.")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A published version, a file, or `shipped`.")],
    new: Annotated[str, typer.Argument(help="The same.")] = SHIPPED,
    as_json: Json = False,
) -> None:
    """What changed between two editions, clause by clause, and for which purposes more is allowed."""
    changes = diff_policies(read_policy(old), read_policy(new))
    if changes or as_json:
        show(changes, as_json=as_json)
    else:
        typer.echo("Nothing changed.")


def read_policy(name: str) -> Policy:
    """The shipped policy, an edition from a file, or a published one. Only the last needs the database."""
    if name == SHIPPED:
        return load_policy()
    path = Path(name)
    if path.suffix == ".json" or path.is_file():
        return _read_file(path)
    return run_with_parts(lambda running: _read_stored(running, name))


def _read_file(path: Path) -> Policy:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Published).policy
    except (OSError, msgspec.DecodeError) as wrong:
        raise Invalid(f"{path} holds no edition of the policy: {wrong}.") from wrong


async def _read_stored(running: Running, version: str) -> Policy:
    return find_edition(await list_editions(running.directory_pool), version).read().policy


@app.command()
def export(
    dpv: Annotated[Path | None, typer.Option(help="Write the policy as W3C DPV (JSON-LD).")] = None,
    register: Annotated[
        Path | None, typer.Option(help="Write the register of processing: .csv, .json or .ods.")
    ] = None,
    edition: Annotated[Path | None, typer.Option(help="Write the edition as `diff` reads it (.json).")] = None,
    locale: Locale = "fr",
) -> None:
    """Write the policy for machines, and the register of processing for the authority."""
    if not (dpv or register or edition):
        raise Invalid("Nothing to export: give --dpv, --register or --edition with a file name.")
    contacts = _contacts()
    if dpv:
        dpv.write_bytes(msgspec.json.format(msgspec.json.encode(dpv_jsonld(load_policy(), load_catalogue())), indent=2))
    if register:
        rows = register_of_processing(load_policy(), load_catalogue(), locale, system_clock().date(), contacts)
        write_register(register, rows, locale)
    if edition:
        published = Published(load_policy(), contacts, effective_policy(load_policy()).hash)
        edition.write_bytes(msgspec.json.encode(published, order="sorted"))


def write_register(path: Path, rows: Sequence[Row], locale: str) -> None:
    """The register in the form that the file name asks for. Raises `Invalid` for another form."""
    headings = HEADINGS["en" if locale.lower().startswith("en") else "fr"]
    table = [headings, *(msgspec.structs.astuple(row) for row in rows)]
    match path.suffix:
        case ".ods":
            write_ods(path, "Register" if headings is HEADINGS["en"] else "Registre", table)
        case ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file, delimiter=";").writerows(table)
        case ".json":
            path.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2))
        case other:
            raise Invalid(f"The register cannot be written as “{other}”; use .csv, .json or .ods.")


def _contacts() -> Contacts:
    settings = load_settings(os.environ)
    return Contacts(settings.privacy_email, settings.dpo, settings.operator_name, settings.operator_address)


@app.command()
def publish() -> None:
    """Publish the policy of this program: signed, dated, for good. Refused while a contact is blank."""
    edition = run_with_parts(_publish)
    typer.echo(f"Version {edition.version} holds from {edition.effective_from}, hash {edition.hash}.")


async def _publish(running: Running) -> Edition:
    parts = running.parts
    return await publish_edition(running.directory_pool, parts.policy, parts.contacts, running.policy_key, parts.now)


@app.command()
def editions(as_json: Json = False) -> None:
    """List what was published."""
    columns = ("version", "effective_from", "hash", "published_at")
    show(run_with_parts(lambda running: list_editions(running.directory_pool)), as_json=as_json, columns=columns)


@app.command()
def layer(
    file: Annotated[Path, typer.Argument(help="The layer as JSON: name, clauses, texts, figures.")],
    publisher: PublisherOption = None,
    supplement: Annotated[
        bool, typer.Option("--supplement", help="A supplement, not the publisher’s own policy.")
    ] = False,
) -> None:
    """Put a publisher's own policy, or a supplement, above the base policy. Refused when weaker than the statute."""
    overlay = read_overlay(_read(file))
    kind = Kind.SUPPLEMENT if supplement else Kind.PUBLISHER
    joined = in_publisher(publisher, lambda session: store_layer(session, load_policy(), kind, overlay))
    typer.echo(f"In force: {', '.join(joined.layers)}; hash {joined.hash}.")


@app.command()
def unlayer(name: Annotated[str, typer.Argument(help="Name of the layer.")], publisher: PublisherOption = None) -> None:
    """Take a layer away. What it said stays on record."""
    in_publisher(publisher, lambda session: remove_layer(session, name))


@app.command()
def sever(
    clause: Annotated[str, typer.Argument(help="The clause that was found invalid, such as 4.2-b5.")],
    publisher: Annotated[
        str | None, typer.Option("--publisher", "-p", help="For this one alone; for all when left out.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="It holds again.")] = False,
) -> None:
    """Sever a clause that a court or the authority found invalid: it permits nothing, and what it forbids stays (IN-c)."""
    base, act = load_policy(), mend_clause if undo else sever_clause

    async def work(running: Running) -> int:
        vault = running.parts.vault
        chosen = [publisher_of(running, publisher)] if publisher else list(vault.directory.publishers)
        for publisher_id in chosen:
            async with vault.session([publisher_id], OPERATOR) as session:
                await act(session, base, clause)
        return len(chosen)

    done = run_with_parts(work)
    typer.echo(f"{clause} {'holds again' if undo else 'is severed'} for {done} publisher{'s' if done != 1 else ''}.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise Invalid(f"{path} cannot be read: {wrong.strerror}.") from wrong


@app.command("tests")
def list_tests(
    write: Annotated[bool, typer.Option("--write", help=f"Write {CLAUSES_PAGE} anew.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the tests are.")] = TESTS,
) -> None:
    """Which tests carry the mark of each clause."""
    page = clauses_page(load_policy(), collect_marks(folder))
    if write:
        CLAUSES_PAGE.write_text(page, "utf-8")
        return
    sys.stdout.write(page)
