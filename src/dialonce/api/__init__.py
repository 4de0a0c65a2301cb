"""The HTTP API: decode, call one service, encode."""
