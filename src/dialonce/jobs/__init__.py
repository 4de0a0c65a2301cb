"""Deferred and nightly work; PostgreSQL is the queue."""

from dialonce.jobs.jobs import Jobs

__all__ = ["Jobs"]
