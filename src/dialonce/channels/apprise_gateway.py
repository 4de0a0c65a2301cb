"""Real carriers through Apprise: one URL of the settings reaches any of its SMS and e-mail gateways."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from dialonce.channels.apprise_log import EAR, listen
from dialonce.channels.carrier import Handover, MessageKind, Outbound, handed_over, not_handed_over
from dialonce.channels.delivery import FailureReason
from dialonce.errors import Invalid

TIMEOUT = 15.0
"""Seconds that the job waits. The thread itself ends with Apprise's own socket limits (4 s to connect, 4 s to read)."""

_WORKERS = 4
_ONE_ADDRESS = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
_ONE_NUMBER = re.compile(r"\+?[0-9]{2,20}")
_EXAMPLES = (("+33600000000", "Dial-Once"), ("someone@example.org", "sender@example.org"))


class AppriseGateway:
    """A carrier at an Apprise URL in which `{to}` stands for the recipient and `{from}`, if any, for the sender.

    Secrets of the URL and recipients reach no log, repr or error. Delivery reports come another way, since
    Apprise tells only whether the gateway took the message.
    """

    def __init__(self, address: str, *, timeout: float = TIMEOUT, allow_plaintext: bool = False) -> None:
        """Raise `Invalid` for an address that Apprise does not know, without `{to}`, or unencrypted (4.1-d)."""
        import apprise  # noqa: PLC0415 - a fifth of a second to start that only those pay who have such a carrier

        if "{to}" not in address:
            raise Invalid("A carrier address must hold `{to}` where the recipient goes; see docs/howto/carriers.md.")
        listen()
        self._address = address
        self._timeout = timeout
        self._apprise = apprise
        self._asset = apprise.AppriseAsset(
            app_id="Dial-Once", storage_mode=apprise.PersistentStoreMode.MEMORY, http_redirects=False
        )
        self._check(allow_plaintext=allow_plaintext)
        self._threads = ThreadPoolExecutor(_WORKERS, thread_name_prefix="apprise")

    async def hand_over(self, message: Outbound) -> Handover:
        """As `Carrier`. After `carrier-timeout` the gateway may still have taken the message."""
        sending = asyncio.get_running_loop().run_in_executor(self._threads, self._send, message)
        try:
            async with asyncio.timeout(self._timeout):
                return await sending
        except TimeoutError:
            return not_handed_over(FailureReason.CARRIER_TIMEOUT)

    def close(self) -> None:
        """Take no more messages; those under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _send(self, message: Outbound) -> Handover:
        recipient = message.recipient.reveal()
        shape = _ONE_ADDRESS if message.kind is MessageKind.EMAIL else _ONE_NUMBER
        gateway = self._connect(recipient, message.sender) if shape.fullmatch(recipient) else None
        if gateway is None:
            return not_handed_over(FailureReason.RECIPIENT_UNKNOWN)
        title = message.text.subject if message.kind is MessageKind.EMAIL else ""
        EAR.forget()
        taken = gateway.notify(body=message.text.body, title=title, body_format=self._apprise.NotifyFormat.TEXT)
        return handed_over() if taken else not_handed_over(EAR.heard())

    def _connect(self, recipient: str, sender: str) -> Any:
        values = {"to": quote(recipient, safe=""), "from": quote(sender, safe="")}
        filled = re.sub(r"\{(to|from)\}", lambda name: values[name[1]], self._address)
        return self._apprise.Apprise.instantiate(filled, asset=self._asset)

    def _check(self, *, allow_plaintext: bool) -> None:
        gateways = [gateway for example in _EXAMPLES if (gateway := self._connect(*example))]
        if not gateways:
            raise Invalid("Apprise does not understand the carrier address; check its scheme and parts.")
        if not (allow_plaintext or _is_encrypted(gateways[0], self._address)):
            raise Invalid(
                "The carrier address is not encrypted; use the secure scheme and leave certificates verified."
            )

    def __repr__(self) -> str:
        return f"AppriseGateway({self._address.partition('://')[0]}://…)"


def _is_encrypted(gateway: Any, address: str) -> bool:
    secure = gateway.secure_protocol
    schemes = (secure,) if isinstance(secure, str) else tuple(secure or ())
    return bool(gateway.verify_certificate) and address.partition("://")[0].lower() in schemes
