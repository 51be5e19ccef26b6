"""Every count, at the counter and at the ministry, from one portable SQL text.

This package may import `forms` only. It must not divide, round, format or name anything: ratios are made from the
counts in `exports/figures`.
"""
