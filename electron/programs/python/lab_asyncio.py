"""Puts the lab's loop and tasks into CPython's own asyncio, and an order where that has none."""

import asyncio
import asyncio.base_events
import asyncio.runners
import asyncio.taskgroups
import asyncio.tasks
import collections.abc
import itertools

import lab_advice as advice
import lab_loop
import lab_record as record
import lab_resources as resources
import lab_task
import lab_waits as waits


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


def _format_handle(handle):
    """CPython's own names the task whose step a slow handle was; between the two stands `_step`."""
    callback = handle._callback
    is_step = getattr(callback, "__func__", None) is lab_loop.Loop._step
    return repr(handle._args[0]) if is_step else str(handle)


def _cancel_all_tasks(loop):
    """CPython's own, in the order of creation: it cancels in the order of a set."""
    loop.steering.go_on()
    pending = lab_task.ordered_tasks(loop)
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
        return lab_loop.Loop(self._lab_now())

    def set_event_loop(self, loop):
        self._loop = loop

    def get_event_loop(self):
        if self._loop is None:
            self._loop = self.new_event_loop()
            self._lab_now().warn(record.NO_ADVICE, advice.OLD_LOOP)
        return self._loop


def install(lab_now):
    """
    Makes the lab's loop and tasks those of this interpreter. Call once.

    lab_now: gives the `Lab` of the program that runs
    """
    asyncio._set_running_loop(None)
    lab_loop.learn_callbacks()
    waits.note_shields()
    resources.install(lambda: lab_now().recorder)
    asyncio.events.TimerHandle = OrderedTimerHandle
    asyncio.base_events._format_handle = _format_handle
    asyncio.taskgroups.set = OrderedSet
    asyncio.runners._cancel_all_tasks = _cancel_all_tasks
    asyncio.Task = asyncio.tasks.Task = lab_task.Task
    asyncio.eager_task_factory = asyncio.create_eager_task_factory(lab_task.Task)
    asyncio.tasks.eager_task_factory = asyncio.eager_task_factory
    asyncio.events._set_event_loop_policy(Policy(lab_now))
    on_sigint = asyncio.Runner._on_sigint

    def interrupted(runner, number, frame, main_task):
        # It is the user who cancels, whoever happens to run.
        with lab_now().recorder.cancel_as(record.BY_USER):
            on_sigint(runner, number, frame, main_task)

    asyncio.Runner._on_sigint = interrupted
