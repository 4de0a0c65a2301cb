"""Dial-Once: a visual menu for callers, under a privacy policy that is the program."""
