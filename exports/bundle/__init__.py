"""The bundle that goes on the stick: a stored ZIP of `header.json`, `header.sshsig` and `payload.age`. See FORMAT.md.

Binary files are handed in by the caller; this package opens none, draws no ids, reads no clock.
"""

from exports.bundle.header import FILE_SUFFIX, FORMAT_VERSION, Header, file_name, hash_header, load_header
from exports.bundle.lines import MAX_LINE_BYTES, Progress
from exports.bundle.outer import Outer, read_outer
from exports.bundle.read import OpenedBundle, Registry, open_bundle
from exports.bundle.refusals import BundleRefused
from exports.bundle.sshsig import NAMESPACE, fingerprint_of_line
from exports.bundle.verify import Answer, Verification, verify_bundle
from exports.bundle.write import write_bundle

__all__ = [
    "FILE_SUFFIX",
    "FORMAT_VERSION",
    "MAX_LINE_BYTES",
    "NAMESPACE",
    "Answer",
    "BundleRefused",
    "Header",
    "OpenedBundle",
    "Outer",
    "Progress",
    "Registry",
    "Verification",
    "file_name",
    "fingerprint_of_line",
    "hash_header",
    "load_header",
    "open_bundle",
    "read_outer",
    "verify_bundle",
    "write_bundle",
]
