"""The second core: squeezing, unpacking and hashing release the interpreter, so they run beside the checking of lines.

One worker, one step ahead, order kept; what it raises is raised here. The caller's own iterators are never run in it.
"""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

LEVEL = 6


def run_ahead(chunks: Iterator[bytes]) -> Generator[bytes, None, None]:
    """Yield the chunks; the next one is being made while this one is used. Close it to be sure the worker is done."""
    with ThreadPoolExecutor(1) as worker:
        pending = worker.submit(next, chunks, None)
        while (chunk := pending.result()) is not None:
            pending = worker.submit(next, chunks, None)
            yield chunk


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
