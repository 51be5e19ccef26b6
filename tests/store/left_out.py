"""The cases of TinyDB's own suite that are left out, each with its reason: all are about the JSON file's own shape."""

from __future__ import annotations

LEFT_OUT = {
    "test_storages.py::test_json": "writes to the storage what is not tables of documents",
    "test_storages.py::test_json_kwargs": "compares the text of the JSON file",
    "test_storages.py::test_create_dirs": "removes the JSON file by its name",
    "test_storages.py::test_encoding": "the encoding of the JSON file is a parameter; a line is always UTF-8",
    "test_storages.py::test_json_invalid_mode_warning": "the open mode of the JSON file is a parameter",
    "test_tables.py::test_table_repr": "prints the name of the JSON storage's class",
    "test_middlewares.py::test_caching_json_write": "looks at the open handle of the JSON file",
}
