"""The one door to personal data: gate, keys, sealed rows, blind indexes, journal."""
