"""Phone numbers, and the exact on-device number set."""
