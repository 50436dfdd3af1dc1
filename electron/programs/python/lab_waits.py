"""What a suspended task waits for: the same kinds and words as the lab's own scheduler has."""

import asyncio
import asyncio.tasks

FUTURE, SLEEP, TASK, GATHER, WAIT, SHIELD, PROMISE = range(7)
LOCK, EVENT, CONDITION, SEMAPHORE, BARRIER, QUEUE_GET, QUEUE_PUT, QUEUE_JOIN, GROUP, AS_COMPLETED = range(7, 17)

_KINDS = {
    function.__code__: kind
    for function, kind in [
        (asyncio.tasks._wait, WAIT),
        (asyncio.Lock.acquire, LOCK),
        (asyncio.Event.wait, EVENT),
        (asyncio.Condition.wait, CONDITION),
        (asyncio.Semaphore.acquire, SEMAPHORE),
        (asyncio.Barrier.wait, BARRIER),
        (asyncio.Queue.get, QUEUE_GET),
        (asyncio.Queue.put, QUEUE_PUT),
        (asyncio.Queue.join, QUEUE_JOIN),
        (asyncio.TaskGroup._aexit, GROUP),
        (asyncio.tasks._AsCompletedIterator._wait_for_one, AS_COMPLETED),
    ]
}
"""Who awaits a bare future, by the code that does."""

_shields = set()
"""The outer futures of shields that are not done."""


def note_shields():
    shield = asyncio.shield

    def noted(arg):
        outer = shield(arg)
        if outer is not arg and not outer.done() and not isinstance(outer, asyncio.Task):
            _shields.add(outer)
            outer.add_done_callback(_shields.discard)
        return outer

    noted.__doc__ = shield.__doc__
    noted.__name__ = noted.__qualname__ = "shield"
    asyncio.shield = asyncio.tasks.shield = noted


def kind_of(task, future):
    """A kind, and words where the kind does not say it all."""
    if isinstance(future, asyncio.tasks._GatheringFuture):
        return GATHER, f"gather({len(future._children)})"
    if future in _shields:
        return SHIELD, ""
    # The outermost one of asyncio's own: a barrier waits by way of a condition.
    coroutine = task.get_coro()
    while coroutine is not None:
        kind = _KINDS.get(getattr(coroutine, "cr_code", None))
        if kind is not None:
            return kind, ""
        coroutine = getattr(coroutine, "cr_await", None)
    return FUTURE, ""


def sleep_text(delay):
    return f"sleep({f'{delay:.6f}'.rstrip('0').rstrip('.')})"
