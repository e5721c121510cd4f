"""What a build remembers of the builds before it while a process serves, so that it makes only what has changed.

A result is remembered with everything that it was made of, and taken again where all of that is equal. It is never
written anywhere: it ends with the process. A build that is made once has no memory, and everything is made.
"""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

Key = tuple[str, str]
"""What a result is, and the path that it belongs to, empty where it belongs to the whole site."""

Memory = dict[Key, tuple[object, Any]]
"""The result of each key, with what it was made of."""


def remember(memory: Memory | None, key: Key, inputs: object, make: Callable[[], T]) -> T:
    """Return what was made of equal inputs before, or else what is made now.

    What an entry is made of has to be all of its inputs, and neither they nor the result may be changed later.
    """
    if memory is None:
        return make()
    before = memory.get(key)
    if before is not None and before[0] == inputs:
        result: T = before[1]
        return result
    made = make()
    memory[key] = (inputs, made)
    return made
