"""Where the databases are, as whom: one login role a part of the program."""

import hmac
from hashlib import sha256

import msgspec

from dialonce.errors import Invalid
from dialonce.settings import Settings
from dialonce.storage.embedded import EmbeddedServer
from dialonce.storage.pool import ROLES, role_url


class Addresses(msgspec.Struct, frozen=True):
    """Base addresses of both databases, and the passwords of the roles (none on the embedded server's private socket)."""

    database: str
    vault: str
    owner: str
    vault_owner: str
    passwords: dict[str, str] | None = None

    def role(self, role: str) -> str:
        """The data's database as this role."""
        return role_url(self.database, role, self._password(role))

    def vault_role(self, role: str) -> str:
        """The vault's database as this role."""
        return role_url(self.vault, role, self._password(role))

    def _password(self, role: str) -> str | None:
        return self.passwords[role] if self.passwords else None

    @property
    def vault_apart(self) -> bool:
        """Whether the vault has a database of its own."""
        return self.vault != self.database


def embedded_addresses(server: EmbeddedServer) -> Addresses:
    """Addresses on the embedded server."""
    return Addresses(server.url(), server.url(), server.url(), server.url())


def external_addresses(settings: Settings) -> Addresses:
    """Addresses from the settings. Raises `Invalid` when the secret of the role passwords is missing."""
    if not settings.database_secret:
        raise Invalid(
            "With DIALONCE_DATABASE_URL set, DIALONCE_DATABASE_SECRET must be set too: role passwords come from it."
        )
    vault = settings.vault_url or settings.database_url
    passwords = {role: _password(settings.database_secret, role) for role in ROLES}
    vault_owner = settings.vault_owner_url or settings.owner_url
    return Addresses(settings.database_url, vault, settings.owner_url, vault_owner, passwords)


def _password(secret: str, role: str) -> str:
    return hmac.new(secret.encode(), role.encode(), sha256).hexdigest()
