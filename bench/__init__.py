"""How fast: each measurement beside its floor, taken in the same run (`python dev.py bench`).

One module `bench_<part>.py` a part, each with `rows() -> list[Row]`. This package must not be imported by the program.
"""
