"""What leaves the office: figures, reports, signatures, tables and bundles. Bytes in, bytes out.

This package may import `forms` only. It must not write the office's files, read a clock or the environment, or know
TinyDB, tkinter or the journal's folders. Times, keys and random identifiers are handed in by the caller.
"""
