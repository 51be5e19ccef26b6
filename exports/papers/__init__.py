"""Slips of paper of a one-stop counter and its two registers: set files → filled papers → PDF. `FORMAT.md` tells the sets.

Values in, bytes out: no file but the shipped sets, no clock, no randomness.
"""
