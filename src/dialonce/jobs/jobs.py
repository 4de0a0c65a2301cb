"""The queue of one process: puts work in, and works on what is there.

A job's arguments are ids; what it works on stays in the vault. A job that a killed worker left half done is taken up again.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from uuid import UUID

import structlog
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException

from dialonce.calls import MessageRef, Sending, deliver_message, waiting_messages
from dialonce.channels import Carrier
from dialonce.engagement import CampaignRef
from dialonce.errors import DialOnceError
from dialonce.insights import Insights, ensure_attested, release_due
from dialonce.jobs.accesses import tell_accesses
from dialonce.jobs.campaigns import deliver_campaign_message
from dialonce.jobs.menus import publish_menus
from dialonce.jobs.rights import RightsWork
from dialonce.vault import Vault, finish_erasures, keep_house, keep_night

MESSAGES, HOUSEKEEPING = "messages", "housekeeping"
LONGEST_STOP_SECONDS = 10.0
_log = structlog.get_logger(__name__)


class MessageWaitsError(Exception):
    """The carrier could not take a message now; the queue tries again, later each time."""


@contextmanager
def _left_for_later() -> Iterator[None]:
    """What fails in here must not keep the rest from being done."""
    try:
        yield
    except DialOnceError as failed:
        _log.warning("jobs.left-for-later", kind=failed.code)


class Jobs:
    """Open as an async context; `work` runs until cancelled."""

    def __init__(
        self, url: str, vault: Vault, carrier: Carrier, sending: Sending, insights: Insights, rights: RightsWork
    ) -> None:
        self._vault = vault
        self._rights = rights
        self._insights = insights
        self._carrier = carrier
        self._sending = sending
        connector = PsycopgConnector(
            conninfo=url, min_size=1, max_size=4, kwargs={"options": "-c search_path=jobs,pg_catalog"}
        )
        self._app = App(connector=connector)
        self._deliver = self._app.task(
            name="deliver_message", queue=MESSAGES, retry=RetryStrategy(max_attempts=4, exponential_wait=3)
        )(self._deliver_message)
        self._campaign = self._app.task(
            name="deliver_campaign_message", queue=MESSAGES, retry=RetryStrategy(max_attempts=4, exponential_wait=3)
        )(self._deliver_campaign_message)
        self._app.periodic(cron="*/5 * * * *")(
            self._app.task(name="keep_house", queue=HOUSEKEEPING, queueing_lock="keep_house", pass_context=False)(
                self._keep_house
            )
        )
        self._app.periodic(cron="* * * * *")(
            self._app.task(name="publish_menus", queue=HOUSEKEEPING, queueing_lock="publish_menus", pass_context=False)(
                self._publish_menus
            )
        )
        self._app.periodic(cron="0 3 * * *")(
            self._app.task(name="keep_night", queue=HOUSEKEEPING, queueing_lock="keep_night", pass_context=False)(
                self._keep_night
            )
        )
        self._worker: asyncio.Task[None] | None = None
        self._stopping = False

    async def __aenter__(self) -> "Jobs":
        await self._app.open_async()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping = True
        if self._worker is not None:
            self._worker.cancel()
            # What it does now may end; while the database is away it cannot, and nobody waits for that.
            await asyncio.wait({self._worker}, timeout=LONGEST_STOP_SECONDS)
        await self._app.close_async()

    async def enqueue_message(self, ref: MessageRef) -> None:
        """Let a queued message be handed over. When the queue is away, the housekeeping finds the message later."""
        try:
            await self._deliver.defer_async(
                publisher=str(ref.publisher_id),
                subject=str(ref.subject_id),
                message=str(ref.message_id),
                transient=ref.transient,
            )
        except ConnectorException:
            _log.warning("jobs.queue-away")

    async def _deliver_message(self, *, publisher: str, subject: str, message: str, transient: bool) -> None:
        ref = MessageRef(UUID(publisher), UUID(subject), UUID(message), transient)
        if await deliver_message(self._vault, self._carrier, self._sending, ref):
            raise MessageWaitsError

    async def enqueue_campaign(self, ref: CampaignRef) -> None:
        """Let one message of a campaign be handed over, if the person still agrees when its turn comes."""
        await self._campaign.defer_async(
            publisher=str(ref.publisher_id), campaign=str(ref.campaign_id), subject=str(ref.subject_id)
        )

    async def _deliver_campaign_message(self, *, publisher: str, campaign: str, subject: str) -> None:
        ref = CampaignRef(UUID(publisher), UUID(campaign), UUID(subject))
        if await deliver_campaign_message(self._vault, self._carrier, self._sending.sender, ref):
            raise MessageWaitsError

    async def _keep_house(self, timestamp: int) -> None:  # noqa: ARG002 - the queue passes it
        await finish_erasures(self._vault)
        await keep_house(self._vault)
        await self._take_up_again()
        with _left_for_later():
            await tell_accesses(self._vault, self._carrier, self._rights.writer.privacy_email)
        with _left_for_later():
            await self._rights.keep()
        await self._release_statistics()

    async def _release_statistics(self) -> None:
        """What is complete goes out with its noise; without an attack report that holds, nothing does (3-a)."""
        for publisher_id in list(self._vault.directory.publishers):
            with _left_for_later():
                await release_due(self._insights, publisher_id)

    async def _publish_menus(self, timestamp: int) -> None:  # noqa: ARG002 - the queue passes it
        with _left_for_later():
            await publish_menus(self._vault)

    async def _keep_night(self, timestamp: int) -> None:  # noqa: ARG002 - the queue passes it
        await keep_night(self._vault)
        with _left_for_later():
            await ensure_attested(self._insights)
        with _left_for_later():
            await self._rights.remind()

    async def _take_up_again(self) -> None:
        """What a killed worker or a carrier's long absence left behind: its jobs, and messages that no job is left for."""
        for job in await self._app.job_manager.get_stalled_jobs(queue=MESSAGES):
            await self._app.job_manager.retry_job(job)
        for publisher_id in list(self._vault.directory.publishers):
            with _left_for_later():
                await self._send_waiting(publisher_id)

    async def _send_waiting(self, publisher_id: UUID) -> None:
        for ref in await waiting_messages(self._vault, publisher_id):
            with _left_for_later():
                await deliver_message(self._vault, self._carrier, self._sending, ref)

    def start(self) -> None:
        """Work on the queue in the background."""
        self._worker = asyncio.create_task(self._work())

    async def _work(self) -> None:
        """Work until stopped; begin again when the database was away. The queue may answer a cancellation with its own error."""
        while not self._stopping:
            try:
                await self._app.run_worker_async(
                    concurrency=4, install_signal_handlers=False, listen_notify=True, delete_jobs="successful"
                )
            except Exception as broken:  # noqa: BLE001 - a process without its worker would send nothing more
                _log.warning("jobs.worker-restarts", kind=type(broken).__name__)
            await asyncio.sleep(1)
