"""Evidence from what devices carry and what they may send: the number set, the scripts, the bodies of the device API."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dialonce.api.device_bodies import ConsentBody, DeviceBody, LocationBody
from dialonce.app.evidence.scene import Faults, Scene
from dialonce.calls import Event
from dialonce.numbers import NumberSet
from dialonce.pages.handlers.files import SDK_FILES
from dialonce.storage.directory import SolutionEntry

UNLISTED = "+33199009999"
BODIES: tuple[Any, ...] = (DeviceBody, ConsentBody, LocationBody, Event)
_OF_PEOPLE = re.compile(r"name|contact|address|email|birth|photo|note", re.IGNORECASE)
_ADDRESS = re.compile(r"""["'`](?:https?:)?//[\w.-]+""")
_ASKED = re.compile(r"""[`"'](?:\$\{[^}]*\})?(/(?:v1|m|js)/[\w/-]*)""")
KNOWN = ("/v1/number-set", "/v1/devices", "/v1/consents", "/v1/location", "/v1/events", "/v1/advertising-ids", "/m/")


async def number_set(scene: Scene) -> Faults:
    """The set of a solution holds its publisher's registered lines, and no other number (3.1-e)."""
    sets, directory = scene.running.parts.number_sets, scene.running.parts.vault.directory
    for solution in list(directory.solutions.values()):
        publisher = directory.publishers.get(solution.publisher_id)
        if not solution.enabled or publisher is None or not publisher.enabled:
            continue
        opened = NumberSet.open((await sets.newest(solution)).bytes, sets.public_key)
        if opened.lookup(UNLISTED) is not None and UNLISTED not in directory.lines:
            yield "a number that nobody registered is in a set."
        for number in _lines(scene, solution):
            if opened.lookup(number) is None:
                yield f"a line of {publisher.slug} is not in the set of its solution."
        if len(opened) > len(list(_lines(scene, solution))):
            yield f"the set of a solution of {publisher.slug} holds more than its lines."


def _lines(scene: Scene, solution: SolutionEntry) -> Iterator[str]:
    directory = scene.running.parts.vault.directory
    for line in directory.lines.values():
        if line.enabled and line.publisher_id == solution.publisher_id and directory.published_interface(line):
            yield line.number


async def contacts(_scene: Scene) -> Faults:
    """Nothing that a device sends has room for an address book, and nothing undeclared is taken (3.1-t, 3.1-u)."""
    for body in BODIES:
        if not body.__struct_config__.forbid_unknown_fields:
            yield f"{body.__name__} takes members that nobody declared."
        for field in msgspec.structs.fields(body):
            if _OF_PEOPLE.search(field.encode_name):
                yield f"{body.__name__} has a member {field.encode_name}."


async def no_telemetry(scene: Scene) -> Faults:
    """The scripts speak with the service that they came from, at the addresses that are described, and with nobody else (9-e)."""
    for name in SDK_FILES:
        script = await scene.get(f"/js/{name}")
        if script.status_code != 200:
            yield f"/js/{name} is not served."
        for address in _ADDRESS.findall(script.text):
            yield f"{name} names an address of its own: {address[1:]}."
        for path in _ASKED.findall(script.text):
            if not path.startswith(KNOWN):
                yield f"{name} asks for {path}, which docs/reference/sdk-protocol.md does not describe."
