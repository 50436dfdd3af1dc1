"""CPython's own asyncio on the lab's event loop: a real one, or one on virtual time.

The loop, the tasks, the futures and the primitives are CPython's. Its loop asks a selector to wait,
which here is the thread itself; and a subclass of its task says what happens to it.
"""

import asyncio
import asyncio.base_events
import asyncio.runners
import asyncio.taskgroups
import asyncio.tasks
import collections
import collections.abc
import inspect
import itertools
import signal

import lab_advice as advice
import lab_record as record
import lab_refusals
import lab_resources as resources
import lab_waits as waits
from lab_time import INTERRUPT, MESSAGES

CLOCK_RESOLUTION = 1e-9
"""Timers due within this many seconds of now are due now. Must be above zero, or none ever is."""

_step_wrapper = None
"""The type of what a task puts into the ready queue for its own next step."""

_builtin_method = type([].append)
_wakeup_name = None


_PlainTask = asyncio.Task
_HOUSEKEEPING = {
    asyncio.BaseEventLoop.shutdown_asyncgens.__code__,
    asyncio.BaseEventLoop.shutdown_default_executor.__code__,
}
"""What `asyncio.run` does at its end, in tasks of which no program knows."""


async def _generate():
    yield


_closing = _generate().aclose()
GeneratorClose = type(_closing)
"""What a task runs that the loop creates to end a generator which nobody has ended."""
_closing.close()


class DeadlockError(RuntimeError):
    """Under a virtual clock: nothing is ready, no timer is set, nothing of the host is awaited."""


class Task(asyncio.Task):
    """CPython's task, and a record of what happens to it."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        if loop is None:
            loop = asyncio.get_running_loop()
        self._lab = recorder = loop.recorder
        self._lab_told = False
        name = loop.next_name() if name is None else str(name)
        if not asyncio.iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        recorder.created(self, name, loop.call_of(coro))
        if eager_start and loop.is_running():
            outer = loop.begin_step(self, False)
            try:
                super().__init__(coro, loop=loop, name=name, context=context, eager_start=True)
            finally:
                loop.end_step(self, outer)
        else:
            super().__init__(coro, loop=loop, name=name, context=context)

    def cancel(self, msg=None):
        if self.done():
            return super().cancel(msg)
        recorder = self._lab
        # In a circle of tasks CPython comes by again and again, until its stack ends.
        if self not in recorder.passers:
            recorder.cancel_requested(self, msg)
        recorder.passers.append(self)
        try:
            return super().cancel(msg)
        finally:
            recorder.passers.pop()

    def set_name(self, value):
        super().set_name(value)
        self._lab.now()
        self._lab.write(record.TASK_RENAMED, self.lab_number, 0, 0, self.get_name())


# What a program and its tracebacks see is a task like any other.
Task.__name__ = Task.__qualname__ = "Task"
Task.__module__ = "asyncio"


class OrderedTimerHandle(asyncio.TimerHandle):
    """A heap of timers that are due at the same time gives them back in any order: number them."""

    _numbers = itertools.count()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._number = next(self._numbers)

    def __lt__(self, other):
        return (self._when, self._number) < (other._when, other._number)


class OrderedSet(collections.abc.MutableSet):
    """A set in insertion order: who of a group is cancelled first must not depend on addresses."""

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


class Selector:
    """Waits for the host in the place of sockets."""

    def __init__(self, loop, host, clock):
        self._loop = loop
        self._host = host
        self._clock = clock
        self._awaited = None
        self._awaited_since = 0.0

    def select(self, timeout):
        recorder = self._loop.recorder
        length, recorder.length = recorder.length, 0
        loop, steering = self._loop, self._loop.steering
        if timeout == 0:
            signs = self._host.turn(length, 0)
        elif self._clock.is_virtual:
            signs = self._jump(timeout, length)
        elif timeout is not None and steering.jumps and not loop.host_work:
            signs = self._host.turn(length, 0)
            if not signs:
                self._clock.jump(loop._scheduled[0]._when)
        else:
            signs = self._host.turn(length, -1 if timeout is None else timeout / self._clock.rate * 1000)
        if signs & INTERRUPT:
            signal.getsignal(signal.SIGINT)(signal.SIGINT, None)
        if signs & MESSAGES:
            loop.take_messages()
            if steering.is_paused:
                loop.set_aside()
        return ()

    def _jump(self, timeout, length):
        """Moves the clock, unless something of the host is awaited: that gets its real time first."""
        clock = self._clock
        scheduled = self._loop._scheduled
        when = scheduled[0]._when if timeout is not None and scheduled else None
        if not self._loop.host_work:
            signs = self._host.turn(length, 0)
            if signs:
                return signs
            if when is None:
                raise DeadlockError(self._loop.deadlock_text())
        elif when is None:
            return self._host.turn(length, -1)
        else:
            if when != self._awaited:
                self._awaited = when
                self._awaited_since = clock.real()
            left = when - clock.now - (clock.real() - self._awaited_since)
            signs = self._host.turn(length, max(0, left * 1000))
            if signs or clock.real() - self._awaited_since < when - clock.now:
                return signs
        clock.now = max(clock.now, when)
        return 0


class NestedReady(collections.deque):
    """The ready queue of a loop that runs inside of itself: the inner one may empty it."""

    def popleft(self):
        return super().popleft() if self else _NOTHING


class _Nothing:
    _cancelled = True


_NOTHING = _Nothing()


class Loop(lab_refusals.LimitedLoop):
    def __init__(self, lab):
        super().__init__()
        self._lab = lab
        self.recorder = lab.recorder
        self.host_work = 0
        self._clock = lab.clock
        self._clock_resolution = CLOCK_RESOLUTION
        self._selector = Selector(self, lab.host, lab.clock)
        self._sleep = (None, 0.0, 0.0)
        self._yielded = False
        self.steering = lab.steering
        self._aside = None
        self._signals = set()

    def time(self):
        return self._clock.time()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def create_task(self, coro, **options):
        if getattr(coro, "cr_code", None) in _HOUSEKEEPING:
            return _PlainTask(coro, loop=self, **options)
        return super().create_task(coro, **options)

    def next_name(self):
        return self._lab.next_task_name()

    def call_of(self, coro):
        return self._lab.call_of(coro)

    def take_messages(self):
        self._lab.take_messages()

    def default_exception_handler(self, context):
        self._lab.report(context)

    def tell_outliving(self, tasks):
        self._lab.tell_outliving(tasks)

    def deadlock_text(self):
        names = [task.get_name() for task in ordered_tasks(self)[: advice.MAX_NAMED]]
        which = ", ".join(names) or "the program"
        return (
            f"Deadlock: {which} can never go on: nothing is ready, no timer is set, "
            "and nothing from outside is awaited."
        )

    def run_forever(self):
        # Pyodide has a loop of its own, which counts as running whenever the host had a turn.
        if not isinstance(asyncio._get_running_loop(), Loop):
            asyncio._set_running_loop(None)
        outer, self._lab.loop = self._lab.loop, self
        try:
            super().run_forever()
        finally:
            self._lab.loop = outer

    def set_aside(self):
        """The iteration that has begun finds nothing to do: the loop was paused."""
        self._aside = self._ready, self._scheduled
        self._ready, self._scheduled = type(self._ready)(), []

    def _run_once(self):
        if self._aside is not None:
            self._ready, self._scheduled = self._aside
            self._aside = None
        if self.steering.is_paused:
            self.steering.hold(self)
            if self._stopping:
                return
        super()._run_once()

    def run_until_complete(self, future):
        if self._lab.is_nestable and self.is_running():
            return self._run_nested(future)
        return super().run_until_complete(future)

    def _run_nested(self, future):
        if not isinstance(self._ready, NestedReady):
            self._ready = NestedReady(self._ready)
        task = asyncio.ensure_future(future, loop=self)
        current = asyncio.current_task(self)
        running = self.recorder.running, self.recorder.running_task
        if current is not None:
            asyncio.tasks._leave_task(self, current)
        self.recorder.running, self.recorder.running_task = 0, None
        try:
            while not task.done():
                self._run_once()
        finally:
            self.recorder.running, self.recorder.running_task = running
            # Meanwhile others could run: its step counts from here.
            self._lab.step_start = self.recorder.now()
            if current is not None:
                asyncio.tasks._enter_task(self, current)
        return task.result()

    def call_soon(self, callback, *args, context=None):
        kind = type(callback)
        if (
            kind is _step_wrapper or kind is _builtin_method and callback.__name__ == _wakeup_name
        ) and isinstance(callback.__self__, Task):
            task = callback.__self__
            self._became_ready(task)
            return super().call_soon(self._step, task, callback, *args, context=context)
        return super().call_soon(callback, *args, context=context)

    def call_soon_threadsafe(self, callback, *args, context=None):
        return self.call_soon(callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        timer = super().call_later(delay, callback, *args, context=context)
        if callback is asyncio.futures._set_result_unless_cancelled:
            self._sleep = (args[0], timer.when(), delay)
        return timer

    def add_signal_handler(self, sig, callback, *args):
        """Stop is a SIGINT. Any other signal is taken, and never comes."""
        if asyncio.iscoroutine(callback) or inspect.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, None)

        def interrupted(number, frame):
            self._lab.is_stopping = True
            if not handle._cancelled:
                self._ready.append(handle)

        if sig == signal.SIGINT:
            signal.signal(sig, interrupted)
        self._signals.add(sig)

    def remove_signal_handler(self, sig):
        if sig not in self._signals:
            return False
        self._signals.discard(sig)
        if sig == signal.SIGINT:
            signal.signal(sig, signal.default_int_handler)
        return True

    def close(self):
        for sig in tuple(self._signals):
            self.remove_signal_handler(sig)
        super().close()

    def _became_ready(self, task):
        recorder = self.recorder
        running = recorder.running_task
        if running is task:
            # It gives the others a turn, or waits for what it just cancelled: told when its step is over.
            self._yielded = True
            return
        if running is None:
            recorder.now()
        elif not running._lab_told and running.done():
            self._tell_done(running)
        recorder.write(record.TASK_READY, task.lab_number, 0, recorder.running)

    def _step(self, task, callback, *args):
        future = args[0] if args else None
        cancelled = task._must_cancel or (
            future is not None
            and (future.cancelled() or isinstance(future._exception, asyncio.CancelledError))
        )
        if cancelled:
            task.lab_message = cancel_message(task, future)
        outer = self.begin_step(task, cancelled)
        try:
            callback(*args)
        finally:
            self.end_step(task, outer)

    def begin_step(self, task, cancelled):
        recorder = self.recorder
        outer = (
            recorder.running,
            recorder.running_task,
            recorder.first_of_step,
            self._yielded,
            self._lab.step_start,
        )
        recorder.running = task.lab_number
        recorder.running_task = task
        task.lab_wait = None
        recorder.first_of_step = recorder.last_id + 1
        self._yielded = False
        self._lab.step_start = recorder.now()
        recorder.write(record.STEP_STARTED, task.lab_number)
        if cancelled:
            recorder.cancel_delivered(task)
        return outer

    def end_step(self, task, outer):
        recorder = self.recorder
        yielded = self._yielded
        took = recorder.now() - self._lab.step_start
        is_done = task.done()
        line = 0 if is_done else recorder.line_of(task)
        if took > record.SLOW_STEP_SECONDS:
            text = advice.slow_step(task.get_name(), took, task.lab_line, line)
            self._lab.warn(record.SLOW_STEP, text, task.lab_number)
        if not task._lab_told:
            recorder.step_ended(task)
        if not is_done:
            recorder.suspended(task, line)
        future = None if is_done else task._fut_waiter
        if future is not None:
            self._tell_waiting(task, future)
        elif is_done and not task._lab_told:
            self._tell_done(task)
        (
            recorder.running,
            recorder.running_task,
            recorder.first_of_step,
            self._yielded,
            self._lab.step_start,
        ) = outer
        if yielded and not is_done:
            recorder.write(record.TASK_READY, task.lab_number, 0, task.lab_number)

    def _tell_waiting(self, task, future):
        recorder = self.recorder
        slept, when, delay = self._sleep
        if future is slept:
            left = record.seconds_to_bits(max(0.0, when - recorder.time))
            text = waits.sleep_text(delay)
            recorder.write(record.TASK_WAITING, task.lab_number, waits.SLEEP, left, text)
            self._sleep = (None, 0.0, 0.0)
        elif isinstance(future, Task):
            recorder.write(record.TASK_WAITING, task.lab_number, waits.TASK, future.lab_number)
            task.lab_wait = waits.TASK, future
            self._advise_on_wait(task, future)
        elif isinstance(future, HostFuture):
            recorder.write(record.TASK_WAITING, task.lab_number, waits.PROMISE, 0, future.lab_text)
        else:
            kind, text, subject = waits.wait_of(task, future)
            number = 0
            if kind in waits.FOR_RESOURCES:
                subject = resources.shown(subject)
                number = 0 if subject is None else resources.tag_of(recorder, subject).number
            task.lab_wait = kind, subject
            recorder.write(record.TASK_WAITING, task.lab_number, kind, number, text)
            if kind in waits.FOR_MEMBERS:
                resources.write_members(recorder, task, waits.members(task.lab_wait))
            if kind in waits.MAY_CLOSE_CIRCLES:
                self._advise_on_wait(task, None)

    def _advise_on_wait(self, task, awaited):
        """awaited: the task that `task` awaits directly, if it does"""
        if (
            awaited is not None
            and awaited.lab_number >= self.recorder.first_of_step
            and awaited.lab_creator is task
            and task.lab_children == 1
            and not task.lab_advised
        ):
            # Once of each creator: more would say the same.
            task.lab_advised = True
            text = advice.awaited_at_once(task.get_name(), awaited.get_name())
            self._lab.warn(record.AWAITED_AT_ONCE, text, awaited.lab_number)
        circle = advice.circle_of(task)
        if circle is not None:
            links = [
                (each.get_name(), None if lock is None else resources.tag_of(self.recorder, lock).name)
                for each, lock in circle
            ]
            self._lab.warn(record.CIRCLE, advice.circle(links), task.lab_number)

    def _tell_done(self, task):
        recorder = self.recorder
        task._lab_told = True
        recorder.now()
        recorder.step_ended(task)
        outcome, text = recorder.outcome(task)
        number = task.lab_number
        recorder.write(record.TASK_DONE, number, outcome, 0, text)
        if task.lab_creator is not None:
            task.lab_creator.lab_children -= 1
            task.lab_creator = None
        if task.lab_cancels and outcome != record.CANCELLED:
            text = advice.swallowed_cancel(task.get_name(), outcome == record.ERROR)
            self._lab.warn(record.SWALLOWED_CANCEL, text, number)


class HostFuture(asyncio.Future):
    """A future that the host will answer."""

    lab_text = ""


def cancel_message(task, future):
    """With what message a cancel is about to be thrown into `task`, which waited for `future`."""
    if task._must_cancel or future is None:
        return task._cancel_message
    if future.cancelled():
        if future._cancel_message is None and isinstance(future, Task):
            # The error that ended it: the first one who awaits it gets that very error, others a new one.
            message, future.lab_message = future.lab_message, None
            return message
        return future._cancel_message
    return future._exception.args[0] if future._exception.args else None


def ordered_tasks(loop):
    return sorted(asyncio.all_tasks(loop), key=lambda task: task.lab_number)


def _format_handle(handle):
    """CPython's own names the task whose step a slow handle was; between the two stands `_step`."""
    callback = handle._callback
    is_step = getattr(callback, "__func__", None) is Loop._step
    return repr(handle._args[0]) if is_step else str(handle)


def _cancel_all_tasks(loop):
    """CPython's own, in the order of creation: it cancels in the order of a set."""
    loop.steering.go_on()
    pending = ordered_tasks(loop)
    if not pending:
        return
    recorder = loop.recorder
    loop.tell_outliving(pending)
    with recorder.cancel_as(record.BY_END):
        for task in pending:
            task.cancel()
    loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
    for task in pending:
        if task.cancelled() or task.exception() is None:
            continue
        loop.call_exception_handler(
            {
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            }
        )


class Policy(asyncio.events._AbstractEventLoopPolicy):
    """
    Gives every caller a loop of the program that runs.

    Where there is none, a program of before Python 3.14 may still ask for one: it gets it, with a word.
    """

    def __init__(self, lab_now):
        self._lab_now = lab_now
        self._loop = None

    def new_event_loop(self):
        return Loop(self._lab_now())

    def set_event_loop(self, loop):
        self._loop = loop

    def get_event_loop(self):
        if self._loop is None:
            self._loop = self.new_event_loop()
            self._lab_now().warn(record.NO_ADVICE, advice.OLD_LOOP)
        return self._loop


def _learn_callbacks():
    """Finds out what CPython's tasks put into the ready queue: the types have no names of their own."""
    global _step_wrapper, _wakeup_name
    seen = []

    class Spy(asyncio.BaseEventLoop):
        def call_soon(self, callback, *args, context=None):
            seen.append(callback)
            return super().call_soon(callback, *args, context=context)

        def get_debug(self):
            return False

    async def wait(future):
        await future

    loop = Spy()
    asyncio._set_running_loop(loop)
    future = loop.create_future()
    task = asyncio.tasks.Task(wait(future), loop=loop)
    _step_wrapper = type(seen[0])
    seen.pop(0)()
    future.set_result(None)
    _wakeup_name = seen[0].__name__
    seen.pop(0)(future)
    asyncio._set_running_loop(None)
    task.result()
    loop.close()


def install(lab_now):
    """
    Makes the lab's loop and tasks those of this interpreter. Call once.

    lab_now: gives the `Lab` of the program that runs
    """
    asyncio._set_running_loop(None)
    _learn_callbacks()
    waits.note_shields()
    resources.install(lambda: lab_now().recorder)
    asyncio.events.TimerHandle = OrderedTimerHandle
    asyncio.base_events._format_handle = _format_handle
    asyncio.taskgroups.set = OrderedSet
    asyncio.runners._cancel_all_tasks = _cancel_all_tasks
    asyncio.Task = asyncio.tasks.Task = Task
    asyncio.eager_task_factory = asyncio.create_eager_task_factory(Task)
    asyncio.tasks.eager_task_factory = asyncio.eager_task_factory
    asyncio.events._set_event_loop_policy(Policy(lab_now))
    on_sigint = asyncio.Runner._on_sigint

    def interrupted(runner, number, frame, main_task):
        # It is the user who cancels, whoever happens to run.
        lab = lab_now()
        lab.is_stopping = True
        with lab.recorder.cancel_as(record.BY_USER):
            on_sigint(runner, number, frame, main_task)

    asyncio.Runner._on_sigint = interrupted
