"""One module per thing a person does: keying, dossier moves, summary, signing, sending, receiving, set-up, demo.

The window and the command line call the same functions here. This package must not import tkinter, print, or write
the office's files except through `desktop_app.store`.
"""
