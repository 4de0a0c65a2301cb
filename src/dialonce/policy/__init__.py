"""The privacy policy as data, and the decisions computed from it."""
