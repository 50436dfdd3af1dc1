"""CPython's own asyncio under a virtual clock, made deterministic.

Nothing here decides what a task does: the loop, the tasks, the futures and the primitives are
CPython's. Only what real time and memory addresses decide there is replaced by an order.
"""

import asyncio
import collections.abc
import inspect
import itertools

CLOCK_RESOLUTION = 1e-9
"""Timers due within this many seconds of now are due now. Must be above zero, or none ever is."""

MOST_POLLS = 20_000
"""A program that asks the clock more often than this never ends."""


class Deadlock(Exception):
    """Nothing is ready, no timer is set, and nobody outside exists: nothing can happen again."""


class NeverEnds(BaseException):
    """The program used up its share of loop iterations."""


class OrderedSet(collections.abc.MutableSet):
    """A set in insertion order. asyncio keeps tasks in sets, so who is cancelled first depends on addresses."""

    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(tuple(self._items))

    def __len__(self):
        return len(self._items)

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def clear(self):
        self._items.clear()


class OrderedTimerHandle(asyncio.TimerHandle):
    """A heap of timers that are due at the same time gives them back in any order: number them."""

    _numbers = itertools.count()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._number = next(self._numbers)

    def __lt__(self, other):
        return (self._when, self._number) < (other._when, other._number)


class VirtualSelector:
    """Instead of waiting, moves the clock to where the wait would have ended."""

    def __init__(self):
        self.now = 0.0
        self.polls = 0

    def select(self, timeout):
        self.polls += 1
        if self.polls > MOST_POLLS:
            raise NeverEnds
        if timeout is None:
            raise Deadlock
        if timeout > 0:
            self.now += timeout
        return ()


class VirtualLoop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = VirtualSelector()
        self._clock_resolution = CLOCK_RESOLUTION

    def time(self):
        return self._selector.now

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


class Circular(SystemExit):
    """A task is about to wait for itself, through others. A SystemExit, because that ends the loop at once.

    asyncio would let it wait, and on the next cancellation recurse until the stack ends: here the stack
    of WebAssembly, and with it the interpreter.
    """


def waits_for(future, task):
    """Whether `future` cannot be done before `task` is."""
    unseen, seen = [future], set()
    while unseen:
        future = unseen.pop()
        if future is task:
            return True
        if future in seen or future is None or future.done():
            continue
        seen.add(future)
        unseen.append(getattr(future, "_fut_waiter", None))
        unseen.extend(getattr(future, "_children", ()))
    return False


class ObservedCoroutine(collections.abc.Coroutine):
    """Passes everything on to a coroutine, and says when a step of it begins and ends."""

    def __init__(self, coroutine, on_step):
        self._coroutine = coroutine
        self._on_step = on_step

    def _step(self, resume, *arguments):
        self._on_step("step begins")
        try:
            waiter = resume(*arguments)
        finally:
            self._on_step("step ends")
        task = asyncio.current_task()
        # asyncio itself refuses the smallest circle, a task that awaits itself.
        if waiter is not None and waiter is not task and waits_for(waiter, task):
            raise Circular
        return waiter

    def send(self, value):
        return self._step(self._coroutine.send, value)

    def throw(self, *error):
        return self._step(self._coroutine.throw, *error)

    def close(self):
        self._coroutine.close()

    def __await__(self):
        return self._coroutine.__await__()


def install():
    """Make this interpreter's asyncio deterministic. Call once."""
    asyncio.events.TimerHandle = OrderedTimerHandle
    asyncio.tasks.set = OrderedSet
    asyncio.taskgroups.set = OrderedSet
    order_as_completed()


def order_as_completed():
    """`as_completed` builds its set by syntax, which no other name can stand in for."""
    by_address = "{ensure_future(aw, loop=loop) for aw in set(aws)}"
    in_order = "set([ensure_future(aw, loop=loop) for aw in set(aws)])"
    source = inspect.getsource(asyncio.tasks._AsCompletedIterator)
    if by_address not in source:
        raise RuntimeError("asyncio.as_completed is written otherwise in this version of CPython")
    exec(source.replace(by_address, in_order), vars(asyncio.tasks))


def leave_other_loops():
    """Pyodide has a loop of its own, which counts as running whenever the host had a turn."""
    asyncio._set_running_loop(None)
