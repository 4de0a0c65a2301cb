"""Eligibility, service requests, call steps, interactions, history."""
