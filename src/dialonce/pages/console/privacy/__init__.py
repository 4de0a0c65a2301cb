"""The privacy area: what a data-protection officer looks at and decides."""

from dialonce.pages.console.privacy import (
    accesses,
    breach,
    breaches,
    consents,
    journal,
    policy,
    policy_own,
    register,
    retention,
    risks,
    training,
)

ROUTES = (
    *policy.ROUTES,
    *policy_own.ROUTES,
    *register.ROUTES,
    *training.ROUTES,
    *retention.ROUTES,
    *accesses.ROUTES,
    *journal.ROUTES,
    *consents.ROUTES,
    *breaches.ROUTES,
    *breach.ROUTES,
    *risks.ROUTES,
)

__all__ = ["ROUTES"]
