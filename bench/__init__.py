"""What the service can do, measured beside its limits: `python -m bench [--quick]` writes `bench/RESULTS.md`."""
