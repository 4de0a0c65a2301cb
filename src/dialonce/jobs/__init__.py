"""Deferred and nightly work; PostgreSQL is the queue."""

from dialonce.jobs.jobs import Jobs
from dialonce.jobs.rights import RightsWork

__all__ = ["Jobs", "RightsWork"]
