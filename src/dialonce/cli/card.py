"""The card that the demo prints: where to go, with what, and what to try."""

from rich.console import Console
from rich.panel import Panel

from dialonce.app.demo import DemoCard
from dialonce.app.demo_staff import OPERATOR_PEOPLE, PUBLISHER_PEOPLE
from dialonce.settings import Settings

CALLER = "06 51 58 09 55"


def print_card(console: Console, settings: Settings, card: DemoCard) -> None:
    """Print the card. Its commands can be copied as they are."""
    url = settings.public_url
    console.print(
        Panel.fit(
            "\n".join(
                (
                    f"[bold]The menu[/bold]      {url}/m/{card.slug_fr}   (English: {url}/m/{card.slug_en})",
                    f"[bold]A phone[/bold]       {url}/simulator",
                    f"[bold]Messages[/bold]      {url}/outbox",
                    f"[bold]The policy[/bold]    {url}/privacy",
                    f"[bold]One's data[/bold]    {url}/privacy/me   (as {CALLER}; the code is among the messages)",
                    f"[bold]The API[/bold]       {url}/schema",
                    f"[bold]The console[/bold]   {url}/console",
                    "",
                    *(f"  {one.email:<28} {one.role}" for one in (*PUBLISHER_PEOPLE, *OPERATOR_PEOPLE)),
                    f"  password of all of them      {card.staff_password}",
                    "",
                    f"IVR client id      {card.client_id}",
                    f"IVR client secret  {card.client_secret}",
                    f"API token          {card.api_token}",
                    f"Operator token     {card.operator_token}",
                )
            ),
            title="Télécom Azur, a made-up operator",
        )
    )
    console.print(
        "[bold]Try a call:[/bold] is the caller eligible, and send the menu to their phone (then look at Messages)."
    )
    for line in call_commands(url, card):
        console.print(line, soft_wrap=True, highlight=False, markup=False)
    console.print("\nCtrl-C stops everything.", style="dim")


def call_commands(url: str, card: DemoCard) -> tuple[str, ...]:
    """The call of an IVR, as curl commands."""
    pair = f"grant_type=client_credentials&client_id={card.client_id}&client_secret={card.client_secret}"
    call = f"caller={CALLER.replace(' ', '')}&called=3654"
    return (
        f"TOKEN=$(curl -s {url}/oauth/token -d '{pair}' | cut -d'\"' -f4)",
        f"curl -s '{url}/ivr/isEligible?{call}' -H \"Authorization: Bearer $TOKEN\"",
        f"curl -s {url}/ivr/serviceRequest -d '{call}' -H \"Authorization: Bearer $TOKEN\"",
    )
