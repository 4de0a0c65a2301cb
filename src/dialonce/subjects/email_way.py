"""An e-mail address as a second way in: only one that its person proved, and that stands in their profile."""

from dialonce.subjects.identity import EMAIL, Identity
from dialonce.subjects.person import Trace
from dialonce.subjects.profile import read_profile
from dialonce.vault import SUBJECT, Vault


async def remember_email(vault: Vault, traces: list[Trace], proved: Identity) -> None:
    """Let a proved address lead to those of the person's subjects in whose profile it stands, from now on."""
    if proved.kind != EMAIL:
        return
    for trace in traces:
        async with vault.session([trace.publisher_id], SUBJECT) as session:
            profile = await read_profile(session, trace.subject_id)
        if profile is not None and profile.email == proved.value:
            await vault.keyring.point(trace.publisher_id, EMAIL, proved.value, trace.subject_id, vault.clock())


async def forget_email(vault: Vault, trace: Trace) -> None:
    """Let no address lead to this subject any more: it was changed, and the new one is not proved."""
    await vault.keyring.unpoint(trace.publisher_id, EMAIL, trace.subject_id)
