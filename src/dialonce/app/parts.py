"""The one place where parts are joined: pools, keys, memory, recorder, carriers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import msgspec

from dialonce.app.addresses import Addresses
from dialonce.app.carriers import make_carrier
from dialonce.app.root_key import root_key
from dialonce.calls import Recorder, Sending
from dialonce.channels import Carrier, PumpingLimits
from dialonce.consent import ConsentRecorder
from dialonce.errors import DialOnceError
from dialonce.insights import Insights, Silo, count_ended_calls, keep_counting
from dialonce.jobs import Jobs, RightsWork
from dialonce.policy import Contacts, load_policy
from dialonce.publishers import DocumentCache, NumberSets, PolicyBook, list_editions
from dialonce.settings import Settings
from dialonce.sharing import Writer
from dialonce.staff import Desk
from dialonce.storage.directory import Directory
from dialonce.storage.distribute import is_distributed
from dialonce.storage.pool import ADS, ARCHIVIST, DIRECTORY, INSIGHTS, SERVICE, VAULT, Pool, open_pool
from dialonce.subjects import SignInDesk
from dialonce.vault import Announcements, Key, Keyring, Vault, open_secrets
from dialonce.web.parts import Parts

CODES_A_DAY = 10


class Running(msgspec.Struct, frozen=True):
    """One process's open parts, for handlers and for jobs."""

    parts: Parts
    jobs: Jobs
    carrier: Carrier
    policies: PolicyBook
    policy_key: Key
    directory_pool: Pool
    vault_pool: Pool


@asynccontextmanager
async def open_parts(settings: Settings, addresses: Addresses, *, lane: int = 0) -> AsyncIterator[Running]:
    """Everything a process needs, open for the duration of the block."""
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(open_pool(addresses.role(SERVICE), "service", most=8, least=2))
        directory_pool = await stack.enter_async_context(open_pool(addresses.role(DIRECTORY), "directory", most=4))
        vault_pool = await stack.enter_async_context(open_pool(addresses.vault_role(VAULT), "vault", most=6))
        root = root_key(settings)
        secrets = await open_secrets(vault_pool, root)
        keyring = Keyring(vault_pool, root, secrets["scope"])
        base = load_policy()
        policies = PolicyBook(directory_pool, base)
        fingerprints = secrets["fingerprint"]
        vault = Vault(service, keyring, Directory(), policies.policy_of, fingerprint_key=fingerprints, lane=lane)
        vault.distributed = await is_distributed(service)
        announcements = Announcements(vault, directory_pool, vault_pool)
        listeners = announcements.listeners(addresses.role(DIRECTORY), addresses.vault_role(VAULT))
        for listener in (policies.listener(addresses.role(DIRECTORY)), *listeners):
            await listener.start()
            stack.push_async_callback(listener.stop)
        carrier = make_carrier(settings)
        sending = Sending(settings.public_url, settings.sms_sender)
        documents = DocumentCache(directory_pool)
        insights_pool = await stack.enter_async_context(
            open_pool(addresses.role(INSIGHTS), "insights", most=4, least=0)
        )
        insights = Insights(vault, insights_pool, documents.read)
        ads_pool = await stack.enter_async_context(open_pool(addresses.role(ADS), "ads", most=2, least=0))
        silo = Silo(vault, ads_pool, secrets["advertising"])
        archivist = await stack.enter_async_context(open_pool(addresses.role(ARCHIVIST), "archivist", most=1, least=0))
        rights = _rights(settings, vault, carrier)
        queue = Jobs(addresses.role(SERVICE), vault, carrier, sending, insights, rights)
        jobs = await stack.enter_async_context(queue)
        recorder = Recorder(vault)
        consents = ConsentRecorder(vault)
        for writing in (recorder, consents):
            writing.start()
            stack.push_async_callback(writing.stop)
        await stack.enter_async_context(_counting(insights, silo))
        parts = Parts(
            vault=vault,
            recorder=recorder,
            consents=consents,
            documents=documents,
            enqueue=jobs.enqueue_message,
            sending=sending,
            limits=_limits(settings),
            token_key=secrets["access-token"],
            session_key=secrets["session"],
            number_sets=NumberSets(vault, documents, secrets["number-set"]),
            policy=base,
            contacts=_contacts(settings),
            editions=partial(list_editions, directory_pool),
            public_url=settings.public_url,
            staff=Desk(
                vault,
                directory_pool,
                secrets["staff"],
                settings.staff_second_factor,
                # The development outbox is a file: nobody finds a way in there but in a demo.
                carrier if settings.email_carrier or settings.demo else None,
            ),
            sign_in=_sign_in(settings, carrier),
            insights=insights,
            silo=silo,
            archivist=archivist,
            demo=settings.demo,
            outbox_path=settings.outbox_path,
            trusted_proxies=frozenset(settings.trusted_proxies),
        )
        yield Running(parts, jobs, carrier, policies, secrets["policy"], directory_pool, vault_pool)


@asynccontextmanager
async def _counting(insights: Insights, silo: Silo) -> AsyncIterator[None]:
    """Calls are counted as they end, and once more when the process does."""
    counting = asyncio.create_task(keep_counting(insights.vault, insights.read_menu, silo.write))
    try:
        yield
    finally:
        counting.cancel()
        with suppress(asyncio.CancelledError, DialOnceError):
            await counting
        with suppress(DialOnceError):
            await count_ended_calls(insights.vault, insights.read_menu)
            await silo.write()


def _rights(settings: Settings, vault: Vault, carrier: Carrier) -> RightsWork:
    writer = Writer(settings.operator_address, settings.privacy_email, settings.dpo, settings.public_url)
    return RightsWork(vault, carrier, writer)


def _contacts(settings: Settings) -> Contacts:
    return Contacts(settings.privacy_email, settings.dpo, settings.operator_name, settings.operator_address)


def _sign_in(settings: Settings, carrier: Carrier) -> SignInDesk:
    """Callers who sign in get codes under limits of their own: the same countries, some more a day than links."""
    limits = PumpingLimits(open_countries=frozenset(settings.sms_countries), per_caller=CODES_A_DAY)
    return SignInDesk(carrier, limits, settings.operator_name or "Dial-Once", settings.sms_sender)


def _limits(settings: Settings) -> PumpingLimits:
    return PumpingLimits(open_countries=frozenset(settings.sms_countries), per_caller=settings.sms_per_caller)
