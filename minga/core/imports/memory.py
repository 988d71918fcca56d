"""Millions of values without a cycle among them: nothing for the collector of cycles to find."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycles() -> Iterator[None]:
    """Python stops every few thousand values to look for cycles; a tenth of the time goes there."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
