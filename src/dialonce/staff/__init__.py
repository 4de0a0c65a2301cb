"""People who log in: roles, second factors, training records, sessions."""
