"""The window: the only package that knows tkinter. It calls workflows and shows what they return.

Nothing here may read or write the office's files, compute a figure, or decide whether a record is good.
"""
