"""A number set opened for looking numbers up: the signature holds, the version is not older than the one
before.
"""

from .contents import MAGIC, SIGNATURE_BYTES, Contents, Payload, Plan, decode
from .dialled import canonical_numbers
from .signature import verify
from .wire import NumberSetError


class NumberSet:
    """The registered numbers of one solution. A lookup is exact: what is not in the set is never found."""

    def __init__(self, contents: Contents) -> None:
        self.version = contents.version
        self.issued_at = contents.issued_at
        self.solution = contents.solution
        self.plans: tuple[Plan, ...] = contents.plans
        self._payloads = {
            f"{group.prefix}{value:0{group.digits}d}": payload
            for group in contents.groups
            for value, payload in zip(group.values, group.payloads, strict=True)
        }

    @classmethod
    def open(cls, data: bytes, public_key: bytes, *, newer_than: int = 0, solution: str | None = None) -> "NumberSet":
        """The set in `data`, signed by the owner of `public_key` (32 raw bytes, Ed25519).

        `newer_than` is the version already in use: it and older ones are refused, so that nobody can bring
        back a number that was withdrawn. `solution`, when given, must be the set's. Raises NumberSetError.
        """
        if not data.startswith(MAGIC):
            raise NumberSetError("it does not begin as one of format 1 does")
        body, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
        verify(public_key, signature, body)
        opened = cls(decode(body))
        if opened.version <= newer_than:
            raise NumberSetError(f"version {opened.version} is not newer than version {newer_than}, already in use")
        if solution is not None and opened.solution != solution:
            raise NumberSetError("it belongs to another solution")
        return opened

    def __len__(self) -> int:
        return len(self._payloads)

    def lookup(self, number: str) -> Payload | None:
        """The payload of a number in canonical form (`+33…`, `FR:3654`); None when it is not registered."""
        return self._payloads.get(number)

    def find(self, dialled: str, country: str | None = None) -> tuple[str, Payload] | None:
        """The registered number that `dialled` means in `country` (ISO 3166), with its payload; None when
        none is.

        Without a country, national numbers are understood only if all plans of the set are one country's.
        """
        for number in canonical_numbers(dialled, self.plans, country):
            payload = self.lookup(number)
            if payload is not None:
                return number, payload
        return None
