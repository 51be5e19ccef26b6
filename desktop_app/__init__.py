"""Sổ Một Cửa, the desktop program of a police one-stop office that has no network.

`ui` and `cli` stand on `workflows`; `workflows` joins `store`, `counts` and `exports`; all stand on `forms`.
`tests/test_layers.py` guards these arrows.
"""
