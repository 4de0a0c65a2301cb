"""Forms, surveys, campaigns, update notices, error reports."""
