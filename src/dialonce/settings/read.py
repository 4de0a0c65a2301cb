"""Every setting, with its name in the environment, its rule and its help."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

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
    root_key_command: Annotated[
        str, Meta(description="Program that prints the root key, such as a secret manager's client")
    ] = ""
    root_key_transit: Annotated[
        str,
        Meta(
            description="Key of a Vault transit engine that seals the root key, such as "
            "https://vault.example:8200/v1/transit/keys/dialonce"
        ),
    ] = ""
    root_key_transit_token_file: Annotated[str, Meta(description="File of the token for the transit engine")] = ""
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
    email_carrier: Annotated[
        str, Meta(description="Apprise address of the e-mail carrier, with {to}; empty: the development outbox")
    ] = ""
    marketing_carriers: Annotated[
        list[str], Meta(description="Apprise addresses of carriers for campaigns; empty: none leaves, or the outbox")
    ] = []
    sms_sender: Annotated[str, Meta(description="Sender name or number of messages")] = ""
    sms_countries: Annotated[tuple[str, ...], Meta(description="Countries that messages may go to (ISO 3166)")] = (
        "FR",
    )
    sms_per_caller: Annotated[int, Meta(ge=1, description="Links per caller and day")] = 5
    trusted_proxies: Annotated[tuple[str, ...], Meta(description="Proxies whose X-Forwarded-For counts")] = ()
    staff_second_factor: Annotated[
        bool, Meta(description="Ask all staff for a second factor; callers' data needs one either way (8-e)")
    ] = True
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
    """The settings that an environment holds. Raises `Invalid` naming every variable that is wrong, or unknown."""
    known = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or text == "":
            continue
        name = variable.removeprefix(PREFIX).lower()
        try:
            values[name] = _value(known[name], text)
        except KeyError:
            faults.append(Fault(variable, f"is unknown; there are {', '.join(known)}"))
        except msgspec.ValidationError as wrong:
            faults.append(Fault(variable, str(wrong)))
    if faults:
        raise Invalid("Settings of the environment cannot be used.", faults=tuple(faults))
    return Settings(**values)  # type: ignore[arg-type]


def _value(kind: Any, text: str) -> object:
    given: object = text
    if get_origin(get_args(kind)[0]) in {list, tuple}:
        given = [part.strip() for part in text.split(",") if part.strip()]
    return msgspec.convert(given, kind, strict=False, dec_hook=_of_text)


def _of_text(kind: type[Any], text: object) -> object:
    return kind(text)
