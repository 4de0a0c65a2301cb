"""`dialonce insights`: attack the statistics and sign what was found; release what is due; say what it cost."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from dialonce.app.parts import Running
from dialonce.cli.acting import JsonOption, PublisherOption, publisher_session
from dialonce.cli.context import run_with_parts, show
from dialonce.errors import NotFound
from dialonce.insights import (
    Attestation,
    Budget,
    Report,
    attest,
    is_signed,
    latest_span,
    newest_report,
    read_budget,
    release_due,
    report_public_key,
)

app = typer.Typer(no_args_is_help=True, help="Statistics that identify nobody.")
SIGNATURE_BROKEN = 1
ATTACK_SUCCEEDED = 2


@app.command("attest")
def attest_now(
    out: Annotated[Path | None, typer.Option(help="Write the signed report here, too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Run the attack suite against the statistics as they are released, sign the report and keep it.

    Ends with status 2 when an attack succeeded more often than was promised; then nothing more is released.
    """

    async def work(running: Running) -> tuple[Report, Attestation]:
        report = await attest(running.parts.insights)
        async with running.parts.insights.transaction() as conn:
            signed = await newest_report(conn)
        if signed is None:
            raise NotFound("The report was not kept.")
        return report, signed

    report, signed = run_with_parts(work)
    if out is not None:
        out.write_bytes(msgspec.json.format(msgspec.json.encode(signed)))
    if as_json:
        typer.echo(signed.document)
    else:
        _print(report)
    if not report.passed:
        raise typer.Exit(ATTACK_SUCCEEDED)


@app.command()
def verify(report: Path, public_key: Annotated[str, typer.Option(help="In hexadecimal.")] = "") -> None:
    """Check the signature of a written report, by this installation's key or by the one given."""
    signed = msgspec.json.decode(report.read_bytes(), type=Attestation)

    async def work(running: Running) -> bytes:
        return await report_public_key(running.parts.vault)

    key = bytes.fromhex(public_key) if public_key else run_with_parts(work)
    if not is_signed(signed, key):
        typer.echo("The report is not as it was signed.", err=True)
        raise typer.Exit(SIGNATURE_BROKEN)
    typer.echo(
        f"Signed as it stands, {signed.made_at:%Y-%m-%d %H:%M} UTC; every attack held: {'yes' if signed.passed else 'no'}."
    )


@app.command()
def release(publisher: PublisherOption = None) -> None:
    """Release every day and week that is complete and not out yet. Done by itself every few minutes."""

    async def work(running: Running) -> int:
        async with publisher_session(running, publisher) as session:
            publisher_id = session.publisher
        return await release_due(running.parts.insights, publisher_id)

    typer.echo(f"{run_with_parts(work)} tables released.")


@app.command()
def budget(publisher: PublisherOption = None, weeks: int = 4, as_json: JsonOption = False) -> None:
    """Show how much of the privacy budget of the last weeks is spent."""

    async def work(running: Running) -> Budget:
        async with publisher_session(running, publisher) as session:
            publisher_id = session.publisher
        insights = running.parts.insights
        return await read_budget(insights, publisher_id, await latest_span(insights, publisher_id, weeks))

    show([run_with_parts(work)], as_json=as_json)


def _print(report: Report) -> None:
    console = Console()
    attacks = Table("attack", "criterion", "trials", "success", "chance", "most", "by luck", "", title="Attacks")
    for one in report.attacks:
        rates = (f"{one.success:.1%}", f"{one.chance:.1%}", f"{one.most:.1%}", f"+{one.margin:.1%}")
        attacks.add_row(one.name, one.criterion, str(one.trials), *rates, "held" if one.passed else "SUCCEEDED")
    datasets = Table("table", "released", "epsilon", "95 % within", "membership", "most", title="Tables")
    for each in report.datasets:
        member = each.membership
        datasets.add_row(
            each.dataset,
            f"each {each.period}",
            f"{each.epsilon:g}",
            f"±{each.off_by_95}",
            f"{member.success:.1%}",
            f"{member.most:.1%}",
        )
    groups = report.groups
    console.print(attacks, datasets)
    for found in report.accuracy:
        console.print(
            f"{found.calls_a_day} calls a day over {found.days} days: total off by {found.mean_error:.2%} on average,"
            f" {found.worst_error:.2%} at worst"
        )
    console.print(
        f"{groups.unique_before:.1%} of calls stand alone by line, hour and region before release; the smallest figure"
        f" published: {groups.smallest_published} (k = {groups.k}); epsilon a caller's day: {report.epsilon_a_day:g}"
    )
    console.print(f"Report {report.report_id}, signed and kept. Every attack held: {'yes' if report.passed else 'NO'}.")
