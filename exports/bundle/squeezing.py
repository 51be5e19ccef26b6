"""The second core: deflating releases the interpreter, so it runs beside the checking of the lines to come.

One worker, one step behind, order kept. The caller's own iterators are never run in it. (Unpacking and hashing are too short
for this: tried, and nothing was won.)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

LEVEL = 6


def squeeze(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk with a piece of the deflated stream; a chunk is squeezed while the next is being made."""
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    with ThreadPoolExecutor(1) as worker:
        pending: Future[bytes] | None = None
        for chunk in chunks:
            before = pending.result() if pending else b""
            pending = worker.submit(stream.compress, chunk)
            yield chunk, before
        yield b"", (pending.result() if pending else b"") + stream.flush()
