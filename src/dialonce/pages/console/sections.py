"""The sections of the console: the one list from which the navigation, the home page and the tests are made."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from dialonce.staff import Permission


class Section(Struct, frozen=True):
    """One place of the navigation. In `path`, `{slug}` stands for the publisher; a path without it is operator-wide."""

    key: str
    label: str
    icon: str
    path: str
    permission: Permission

    @property
    def of_publisher(self) -> bool:
        return "{slug}" in self.path

    def href(self, slug: str) -> str:
        """Its address for one publisher."""
        return self.path.replace("{slug}", slug)


class SectionGroup(Struct, frozen=True):
    title: str
    sections: Sequence[Section]


SECTION_GROUPS: Final[Sequence[SectionGroup]] = (
    SectionGroup(
        "console.group_service",
        (
            Section("calls", "console.calls", "phone", "/console/{slug}/calls", Permission.CALLS_READ),
            Section("inbox", "console.inbox", "inbox", "/console/{slug}/inbox", Permission.INBOX_WORK),
            Section("insights", "console.insights", "chart", "/console/{slug}/insights", Permission.INSIGHTS_READ),
        ),
    ),
    SectionGroup(
        "console.group_setup",
        (
            Section("lines", "console.lines", "list", "/console/{slug}/lines", Permission.LINES_READ),
            Section(
                "interfaces", "console.interfaces", "screens", "/console/{slug}/interfaces", Permission.INTERFACES_READ
            ),
            Section("solutions", "console.solutions", "plug", "/console/{slug}/solutions", Permission.SOLUTIONS_MANAGE),
            Section("staff", "console.staff", "people", "/console/{slug}/staff", Permission.STAFF_MANAGE),
        ),
    ),
    SectionGroup(
        "console.group_privacy",
        (
            Section(
                "requests", "console.requests", "person", "/console/{slug}/privacy/requests", Permission.RIGHTS_WORK
            ),
            Section("policy", "console.policy", "book", "/console/{slug}/privacy/policy", Permission.POLICY_READ),
            Section(
                "register", "console.register", "list", "/console/{slug}/privacy/register", Permission.REGISTER_READ
            ),
            Section(
                "retention",
                "console.retention",
                "clock",
                "/console/{slug}/privacy/retention",
                Permission.RETENTION_READ,
            ),
            Section("journal", "console.journal", "shield", "/console/{slug}/privacy/journal", Permission.JOURNAL_READ),
            Section(
                "consents", "console.consents", "check", "/console/{slug}/privacy/consents", Permission.CONSENTS_READ
            ),
            Section(
                "training", "console.training", "app", "/console/{slug}/privacy/training", Permission.TRAINING_READ
            ),
            Section(
                "breaches", "console.breaches", "alert", "/console/{slug}/privacy/breaches", Permission.BREACHES_WORK
            ),
        ),
    ),
    SectionGroup(
        "console.group_operator",
        (
            Section(
                "publishers", "console.publishers", "app", "/console/operator/publishers", Permission.PUBLISHERS_MANAGE
            ),
            Section(
                "operator-staff", "console.staff", "people", "/console/operator/staff", Permission.PUBLISHERS_MANAGE
            ),
        ),
    ),
)
