"""Every setting, with its name in the environment, its rule and its help."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from dialonce.errors import Fault, Invalid

PREFIX = "DIALONCE_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One installation. Each field is read from `DIALONCE_<NAME>`; lists are separated by commas."""

    data: Annotated[Path, Meta(description="Folder of the embedded database, the root key and the outbox")] = Path(
        ".data"
    )
    database_url: Annotated[str, Meta(description="PostgreSQL 16 or later; empty: the embedded server")] = ""
    vault_url: Annotated[str, Meta(description="Another database for the vault; empty: the same")] = ""
    owner_url: Annotated[str, Meta(description="The database as its owner, for `dialonce migrate` only")] = ""
    vault_owner_url: Annotated[
        str, Meta(description="The vault's database as its owner, for `dialonce migrate` only")
    ] = ""
    database_secret: Annotated[str, Meta(description="What the passwords of the database roles are derived from")] = ""
    root_key: Annotated[
        str, Meta(description="Root key as 64 hexadecimal digits; empty: read it from root_key_file")
    ] = ""
    root_key_file: Annotated[str, Meta(description="File of the root key; empty: root.key in the data folder")] = ""
    host: Annotated[str, Meta(description="Address to listen on")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="Port to listen on")] = 8080
    workers: Annotated[int, Meta(ge=1, le=256, description="Server processes")] = 1
    base_url: Annotated[str, Meta(description="Address that callers reach, such as https://menu.example.fr")] = ""
    operator_name: Annotated[str, Meta(description="Who runs this installation, in the policy")] = ""
    operator_address: Annotated[str, Meta(description="Postal address of the operator, in the policy")] = ""
    privacy_email: Annotated[
        str, Meta(description="Contact for privacy questions (clause 0-a); publishing needs it")
    ] = ""
    dpo: Annotated[str, Meta(description="Data-protection officer, as the policy names them")] = ""
    carriers: Annotated[
        list[str], Meta(description="Apprise addresses of SMS carriers; empty: the development outbox")
    ] = []
    sms_sender: Annotated[str, Meta(description="Sender name or number of messages")] = ""
    sms_countries: Annotated[tuple[str, ...], Meta(description="Countries that messages may go to (ISO 3166)")] = ("FR",)
    sms_per_caller: Annotated[int, Meta(ge=1, description="Links per caller and day")] = 5
    trusted_proxies: Annotated[tuple[str, ...], Meta(description="Proxies whose X-Forwarded-For counts")] = ()
    demo: Annotated[bool, Meta(description="Show the demo's pages (outbox, simulator)")] = False

    @property
    def public_url(self) -> str:
        """Where callers reach us, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def root_key_path(self) -> Path:
        return Path(self.root_key_file) if self.root_key_file else self.data / "root.key"

    @property
    def outbox_path(self) -> Path:
        return self.data / "outbox.jsonl"


def load_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment holds. Raises `Invalid` naming the variable that is wrong, or unknown."""
    known = {field.name: field for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or text == "":
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in known:
            raise Invalid("A setting is unknown.", faults=(Fault(variable, f"one of {PREFIX}{{{', '.join(known)}}}"),))
        values[name] = _value(name, text)
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as wrong:
        raise Invalid("A setting cannot be used.", faults=(Fault(PREFIX + "…", str(wrong)),)) from wrong


def _value(name: str, text: str) -> object:
    if "tuple" in str(Settings.__annotations__[name]):
        return [part.strip() for part in text.split(",") if part.strip()]
    return Path(text) if name == "data" else text
