"""Counts → figures: ratios, rounding, intervals, the summary of a period (design.md §4, §7). FORMAT.md shows one whole.

Must not count records, know an engine or use `float`: integers, Decimal and Fraction only, so that every machine
prints the same digits.
"""

from exports.figures.late import LateDossier
from exports.figures.ratio import make_ratio, sample_needed
from exports.figures.summary import choose_form, make_summary

__all__ = ["LateDossier", "choose_form", "make_ratio", "make_summary", "sample_needed"]
