"""CPython's own asyncio on the lab's event loop: a real one, or one on virtual time.

The loop, the tasks, the futures and the primitives are CPython's. Its loop asks a selector to wait,
which here is the thread itself (`lab_selector.py`); and a subclass of its task says what happens to
it (`lab_task.py`).
"""

import asyncio
import asyncio.tasks
import collections
import inspect
import signal

import lab_advice as advice
import lab_record as record
import lab_refusals
import lab_resources as resources
import lab_waits as waits
from lab_selector import Selector
from lab_task import HostFuture, Task, cancel_message, ordered_tasks

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

    def show_open_lines(self, is_waiting):
        self._lab.open_lines.show(is_waiting)

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


def learn_callbacks():
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
