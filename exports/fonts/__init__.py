"""The typeface of printed papers: Tinos, metric-compatible with Times New Roman, SIL Open Font License 1.1 (OFL.txt).

Holds the files only; `exports.report.typeface` registers and checks them.
"""
