"""Deferred and nightly work; PostgreSQL is the queue."""
