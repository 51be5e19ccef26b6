"""What the paper is: definitions of the forms, records, checks, dates, text, lines and fact rows.

Everything here is pure: values in, values out. This package must not write a file, read a clock, draw random
numbers, look at the environment or the locale, use `float` for a figure, or import any other package of the
project. Reading its own shipped definitions is the one exception.
"""
