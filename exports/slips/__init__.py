"""Paper for a batch of survey slips: blank slips with serial and QR, the control sheet, the ticked pile for training.

Made from the same form definition the slips are keyed by. Bytes out, nothing else. `FORMAT.md` tells the QR and the geometry.
"""
