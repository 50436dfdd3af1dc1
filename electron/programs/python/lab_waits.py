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

FOR_RESOURCES = range(LOCK, QUEUE_JOIN + 1)
"""Waits for a lock, a queue and so on, which has a number."""

FOR_MEMBERS = frozenset((GATHER, WAIT, SHIELD, GROUP, AS_COMPLETED))
"""Waits for the ends of several tasks, or of one by way of something."""

MAY_CLOSE_CIRCLES = frozenset((TASK, GATHER, GROUP, LOCK))
"""Waits with which a circle of waiting tasks may close."""

_shields = {}
"""What each shield keeps going, by its outer future, while that is not done."""


def note_shields():
    shield = asyncio.shield

    def noted(arg):
        inner = asyncio.ensure_future(arg)
        outer = shield(inner)
        if outer is not inner:
            _shields[outer] = inner
            outer.add_done_callback(_shields.pop)
        return outer

    noted.__doc__ = shield.__doc__
    noted.__name__ = noted.__qualname__ = "shield"
    asyncio.shield = asyncio.tasks.shield = noted


def wait_of(task, future):
    """A kind, words where the kind does not say it all, and what it waits for: of a wait for a bare future."""
    if isinstance(future, asyncio.tasks._GatheringFuture):
        return GATHER, f"gather({len(future._children)})", future
    if future in _shields:
        return SHIELD, "", future
    # The outermost one of asyncio's own: a barrier waits by way of a condition.
    kind, waiting = FUTURE, None
    coroutine = task.get_coro()
    while coroutine is not None:
        found = _KINDS.get(getattr(coroutine, "cr_code", None))
        # A condition that was notified waits for its lock.
        if found is not None and (waiting is None or kind == CONDITION and found == LOCK):
            kind, waiting = found, coroutine
        coroutine = getattr(coroutine, "cr_await", None)
    if waiting is None:
        return FUTURE, "", None
    return kind, "", waiting.cr_frame.f_locals["fs" if kind == WAIT else "self"]


def members(wait):
    """The unfinished tasks for whose ends a wait waits, in their order. wait: its kind, and for what"""
    kind, subject = wait
    if kind not in FOR_MEMBERS:
        return
    if kind == GROUP:
        open_futures = [iter(subject._tasks)]
    elif kind == WAIT:
        open_futures = [iter(_in_order(subject))]
    elif kind == AS_COMPLETED:
        open_futures = [iter(_in_order(subject._todo))]
    else:
        open_futures = [_inside(subject)]
    while open_futures:
        future = next(open_futures[-1], None)
        if future is None:
            open_futures.pop()
        elif future.done():
            continue
        elif hasattr(future, "lab_number"):
            yield future
        else:
            open_futures.append(_inside(future))


def _inside(future):
    if isinstance(future, asyncio.tasks._GatheringFuture):
        return iter(future._children)
    inner = _shields.get(future)
    return iter(()) if inner is None else iter((inner,))


def _in_order(futures):
    """asyncio keeps them in a set, whose order is that of their addresses."""
    return sorted(futures, key=lambda future: getattr(future, "lab_number", 0))


def sleep_text(delay):
    return f"sleep({f'{delay:.6f}'.rstrip('0').rstrip('.')})"
