"""Old registers from XLSX or CSV into the office: looked at, repaired in the open, then saved as one group that one act undoes.

`book` opens a file, `setup` says what its columns are, `plan` is the dry run, `saving` writes and undoes. What a file may be is
decided in `exports.table_read`; what a dossier must hold in `forms`.
"""
