"""What devices carry and send, as the evidence sees it, and that it sees when something is wrong."""

import msgspec
import pytest

from dialonce.app.evidence import EVIDENCE, scene_of, sdk
from dialonce.app.parts import Running
from tests.house_of import furnish


async def faults(running: Running, name: str) -> str:
    return " ".join([fault async for fault in EVIDENCE[name](scene_of(running))])


@pytest.mark.clause("3.1-e", "3.1-t", "3.1-u", "9-e")
@pytest.mark.parametrize("name", ["sdk.number-set", "sdk.contacts", "sdk.no-telemetry"])
async def test_it_holds_on_a_furnished_installation(running: Running, name: str) -> None:
    await furnish(running, name=f"Azur {name}", number=f"+3319900{1100 + len(name)}")
    assert await faults(running, name) == ""


@pytest.mark.clause("3.1-u")
async def test_member_for_a_contact_is_found(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    body = msgspec.defstruct("Body", [("contact_name", str)])
    monkeypatch.setattr(sdk, "BODIES", (body,))
    told = await faults(running, "sdk.contacts")
    assert "contact_name" in told
    assert "nobody declared" in told


@pytest.mark.clause("9-e")
async def test_path_that_is_not_described_is_found(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdk, "KNOWN", ("/m/",))
    assert "/v1/events" in await faults(running, "sdk.no-telemetry")
