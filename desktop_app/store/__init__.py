"""The office folder: journal, index, facts, drafts, secrets, lock. The only place that writes the office's files.

`office.py` is the way in, `FORMAT.md` says how the files lie and what is promised. This package must not know what a
form asks, make a report, or talk to a person; its errors carry their sentence in Vietnamese and English.
"""
