"""Agreements, recipients, disclosures, transfers and their ledger."""
