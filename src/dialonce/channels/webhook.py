"""Webhooks: a signed POST to a server that a publisher or recipient named."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import httpx

from dialonce.channels.carrier import Handover, Outbound, not_handed_over
from dialonce.channels.delivery import DeliveryStatus, FailureReason
from dialonce.channels.egress import EgressRules, Resolver, check_endpoint, permitted_addresses, resolve_host
from dialonce.channels.quiet import hush
from dialonce.channels.standard_webhooks import SigningSecret, signature_headers
from dialonce.errors import Invalid

TIMEOUT = 10.0
"""Seconds for one delivery from name to answer, so that one slow server cannot hold a worker."""

_MOST_ADDRESSES = 4
_REASONS = {
    408: FailureReason.CARRIER_TIMEOUT,
    410: FailureReason.RECIPIENT_GONE,
    429: FailureReason.CARRIER_BUSY,
}


def webhook_client(tls: ssl.SSLContext | None = None) -> httpx.AsyncClient:
    """Return a client fit for `WebhookCarrier`, to be shared by all of them and closed by the caller.

    No proxy or password from the environment, no redirects (they would leave the checked address). No
    connection is kept: the pool knows connections by address, and two names on one address must not
    share one that was verified for the other.
    """
    hush("httpx", "httpcore.connection", "httpcore.http11")  # they log addresses, whose paths can be secret
    return httpx.AsyncClient(
        verify=tls or _trusted_authorities(),
        trust_env=False,
        follow_redirects=False,
        timeout=TIMEOUT,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=0),
    )


@cache
def _trusted_authorities() -> ssl.SSLContext:
    """The authorities that httpx trusts, read once a process: it takes longer than a request may wait."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class WebhookCarrier:
    """One endpoint's carrier: its secrets, the newest first, and where it may be.

    The answer's body is never read. 2xx means delivered, 410 that the endpoint is gone for good and should
    be switched off; redirects are refusals.
    """

    http: httpx.AsyncClient
    secrets: Sequence[SigningSecret]
    rules: EgressRules = field(default_factory=EgressRules)
    resolve: Resolver = resolve_host
    timeout: float = TIMEOUT

    async def hand_over(self, message: Outbound) -> Handover:
        try:
            async with asyncio.timeout(self.timeout):
                return await self._deliver(message)
        except TimeoutError:
            return not_handed_over(FailureReason.CARRIER_TIMEOUT)

    async def _deliver(self, message: Outbound) -> Handover:
        try:
            endpoint = check_endpoint(message.recipient.reveal(), self.rules)
        except Invalid:
            return not_handed_over(FailureReason.ADDRESS_FORBIDDEN)
        addresses = await permitted_addresses(endpoint, self.rules, self.resolve)
        if not addresses:
            return not_handed_over(FailureReason.ADDRESS_FORBIDDEN)
        outcome = not_handed_over(FailureReason.CARRIER_UNREACHABLE)
        for address in addresses[:_MOST_ADDRESSES]:
            try:
                return await self._post(message, endpoint, address)
            except httpx.ConnectError:
                continue
            except httpx.TimeoutException:
                return not_handed_over(FailureReason.CARRIER_TIMEOUT)
            except httpx.HTTPError:
                return outcome
        return outcome

    async def _post(self, message: Outbound, endpoint: httpx.URL, address: str) -> Handover:
        body = message.text.body.encode()
        headers = signature_headers(self.secrets, message.id, int(message.attempted_at.timestamp()), body)
        headers |= {
            "host": endpoint.netloc.decode("ascii"),
            "content-type": "application/json",
            "user-agent": "Dial-Once",
        }
        async with self.http.stream(
            "POST",
            endpoint.copy_with(host=address),
            content=body,
            headers=headers,
            extensions={"sni_hostname": endpoint.host},
        ) as response:
            return _to_handover(response.status_code)


def _to_handover(status: int) -> Handover:
    if 200 <= status < 300:
        return Handover(DeliveryStatus.DELIVERED)
    if status in _REASONS:
        return not_handed_over(_REASONS[status])
    return not_handed_over(FailureReason.CARRIER_UNAVAILABLE if status >= 500 else FailureReason.MESSAGE_REFUSED)
