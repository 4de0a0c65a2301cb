"""Environment to one frozen struct; lower rooms receive values."""
