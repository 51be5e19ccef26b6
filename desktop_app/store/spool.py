"""A temporary place for plaintext that must never lie in clear on the disk: memory first, above a bound a sealed file.

The file has no name (Windows: it goes when closed) and holds only AES-256-CTR ciphertext under a key that lives in this object
alone. Not authenticated: the reader checks the hash of what it gets back. Nothing here outlives `close`.
"""

from __future__ import annotations

import io
import secrets
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

RAM_BYTES = 64 << 20
BLOCK = 16


class Spool(Protocol):
    """What is filled from its start, then read: a `SealedSpool`, a `BytesIO`, a temporary file."""

    def write(self, data: bytes, /) -> int:
        """Append."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes from the place."""

    def seek(self, place: int, /) -> int:
        """Go to a place."""

    def truncate(self) -> int:
        """Throw away what is behind the place."""


class SealedSpool:
    """Bytes appended in order, read from any place. `folder`: where the sealed file may lie. Close it."""

    def __init__(self, folder: Path, ram_bytes: int = RAM_BYTES) -> None:
        self._folder = folder
        self._ram_bytes = ram_bytes
        self._file: IO[bytes] | None = None
        self._start()

    def _start(self) -> None:
        self._ram = io.BytesIO()
        self._key = secrets.token_bytes(32)
        self._size = self._at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def on_disk(self) -> bool:
        """Whether the bound was passed and ciphertext lies on the disk."""
        return self._file is not None

    def write(self, data: bytes, /) -> int:
        """Append, wherever reading stands. Raises OSError when the disk is full."""
        if self._file is None and self._size + len(data) > self._ram_bytes:
            self._move_out()
        if self._file is None:
            self._ram.seek(0, io.SEEK_END)
            self._ram.write(data)
        else:
            self._file.seek(0, io.SEEK_END)
            self._file.write(self._crypt(data, self._size))
        self._size += len(data)
        self._at = self._size
        return len(data)

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes from the place, all for -1."""
        wanted = self._size - self._at if size < 0 else min(size, self._size - self._at)
        source: IO[bytes] = self._ram if self._file is None else self._file
        source.seek(self._at)
        data = source.read(max(wanted, 0))
        clear = data if self._file is None else self._crypt(data, self._at)
        self._at += len(data)
        return clear

    def seek(self, place: int, /) -> int:
        """Read on from `place`."""
        self._at = min(max(place, 0), self._size)
        return self._at

    def flush(self) -> None:
        """Nothing here is to outlive a crash."""

    def truncate(self) -> int:
        """Throw everything away, whatever the place; the next bytes get a new key."""
        self.close()
        self._start()
        return 0

    def close(self) -> None:
        """Throw everything away."""
        self._ram.close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _move_out(self) -> None:
        clear = self._ram.getvalue()
        self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - held open; close() gives it back
        self._file.write(self._crypt(clear, 0))
        self._ram.close()
        self._ram = io.BytesIO()

    def _crypt(self, data: bytes, at: int) -> bytes:
        """Return data, standing at offset `at`, sealed or opened: the same for a counter-mode cipher."""
        block, skip = divmod(at, BLOCK)
        stream = Cipher(AES(self._key), CTR(block.to_bytes(BLOCK, "big"))).encryptor()
        return stream.update(bytes(skip) + data)[skip:]
