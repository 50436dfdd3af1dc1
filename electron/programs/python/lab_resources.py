"""What tasks share: who holds a lock, what goes through a queue, whose ends a wait waits for.

asyncio's own locks and queues do the work; what is wrapped here says what they are about to do.
"""

import asyncio
import asyncio.tasks

import lab_record as record

LOCK, SEMAPHORE, CONDITION, EVENT, BARRIER, QUEUE = range(6)
"""What there is."""

ACQUIRED, RELEASED, PUT, TAKEN, WORKED_OFF, SHUT_DOWN, SET, CLEARED = range(8)
"""What is done with it."""

LEVEL, UNFINISHED = range(2)
"""What it has behind it when it is told of first."""

_KINDS = [
    (asyncio.Lock, LOCK),
    (asyncio.Semaphore, SEMAPHORE),
    (asyncio.Condition, CONDITION),
    (asyncio.Event, EVENT),
    (asyncio.Barrier, BARRIER),
    (asyncio.Queue, QUEUE),
]

MAX_COUNT = 0xFFFF_FFFF
"""The largest number that a column holds."""

MAX_MEMBERS_A_ROW = 255
MAX_MEMBER_RANGES = 64
"""Rows for whose ends one wait waits. The others are counted."""

_recorder_now = None
_is_silent = False


class Tag:
    """What a recorder knows of a lock, a queue and so on: it stands at the object itself."""

    __slots__ = ("recorder", "number", "kind", "name", "holder")

    def __init__(self, recorder, number, kind, name):
        self.recorder = recorder
        self.number = number
        self.kind = kind
        self.name = name
        self.holder = None


def shown(resource):
    """What people see of it: itself; the whole, for a part of something; None for what concerns nobody."""
    return getattr(resource, "_lab_shown", resource)


def tag_of(recorder, resource, level=None):
    """level: what is in it before that is changed, where it is changed already"""
    tag = getattr(resource, "_lab_tag", None)
    if tag is not None and tag.recorder is recorder:
        return tag
    kind = next(kind for one, kind in _KINDS if isinstance(resource, one))
    if kind == CONDITION:
        limit = tag_of(recorder, resource._lock).number
    elif kind == SEMAPHORE:
        limit = _count(resource._lab_limit)
    else:
        limit = _count(getattr(resource, {BARRIER: "_parties", QUEUE: "_maxsize"}.get(kind, ""), 0))
    recorder.last_resource += 1
    name = _new_name(recorder, resource)
    tag = resource._lab_tag = Tag(recorder, recorder.last_resource, kind, name)
    recorder.write(record.RESOURCE_CREATED, tag.number, kind, limit, name)
    if level is None:
        level = _level(resource, kind)
    if level != (limit if kind == SEMAPHORE else 0):
        recorder.write(record.RESOURCE_CARRIED, tag.number, LEVEL, _count(level))
    unfinished = resource._unfinished_tasks if kind == QUEUE else 0
    if unfinished > 0:
        recorder.write(record.RESOURCE_CARRIED, tag.number, UNFINISHED, _count(unfinished))
    return tag


def holder_of(resource):
    """The task that holds a lock, None if nobody does, or it is no lock."""
    tag = getattr(resource, "_lab_tag", None)
    return None if tag is None else tag.holder


def _level(resource, kind):
    if kind == SEMAPHORE:
        return resource._value
    if kind == EVENT:
        return 1 if resource._value else 0
    return resource.qsize() if kind == QUEUE else 0


def _new_name(recorder, resource):
    given = str(getattr(resource, "name", "") or "")
    kind = type(resource).__name__
    count = recorder.resource_counts[kind] = recorder.resource_counts.get(kind, 0) + 1
    return given or f"{kind} {count}"


def _count(amount):
    """As many as a column can say; 0 for any number, however that was written."""
    return min(int(amount), MAX_COUNT) if 0 < amount < float("inf") else 0


def _note(resource, use, level=None):
    """Something is done with `resource`, within a running loop."""
    if _is_silent or shown(resource) is not resource or asyncio._get_running_loop() is None:
        return
    recorder = _recorder_now()
    if not recorder.running:
        recorder.now()
    tag = tag_of(recorder, resource, level)
    if tag.kind == LOCK:
        tag.holder = recorder.running_task if use == ACQUIRED else None
    recorder.write(record.RESOURCE_USED, recorder.running, use, tag.number)


def write_members(recorder, task, members):
    """members: the unfinished tasks for whose ends `task` waits, in their order"""
    first = count = ranges = untold = 0
    number = task.lab_number
    for member in members:
        next_number = member.lab_number
        is_next = count > 0 and next_number == first + count
        if is_next and count < MAX_MEMBERS_A_ROW:
            count += 1
            continue
        if count > 0 and first <= next_number < first + count:
            continue
        if count > 0:
            recorder.write(record.WAIT_MEMBERS, number, count, first)
            count = 0
        if not is_next:
            ranges += 1
        if ranges > MAX_MEMBER_RANGES:
            untold += 1
            continue
        first, count = next_number, 1
    if count > 0:
        recorder.write(record.WAIT_MEMBERS, number, count, first)
    if untold > 0:
        recorder.write(record.WAIT_MEMBERS, number, min(untold, MAX_MEMBERS_A_ROW), 0)


def _wrap(kind, name, wrapped):
    """Puts `wrapped(original)` in the place of a method, under its name."""
    original = getattr(kind, name)
    method = wrapped(original)
    for attribute in ("__name__", "__qualname__", "__doc__"):
        setattr(method, attribute, getattr(original, attribute))
    setattr(kind, name, method)


def install(recorder_now):
    """
    Lets the locks and queues of asyncio say what is done with them. Call once.

    recorder_now: gives the recorder of the program that runs
    """
    global _recorder_now
    _recorder_now = recorder_now

    def acquires(original):
        async def acquire(self):
            await original(self)
            _note(self, ACQUIRED, self._value + 1 if isinstance(self, asyncio.Semaphore) else None)
            return True

        return acquire

    def releases(original):
        def release(self):
            if not isinstance(self, asyncio.Lock) or self._locked:
                _note(self, RELEASED)
            return original(self)

        return release

    for kind in (asyncio.Lock, asyncio.Semaphore):
        _wrap(kind, "acquire", acquires)
        _wrap(kind, "release", releases)

    def begins_semaphore(original):
        def __init__(self, value=1):
            original(self, value)
            self._lab_limit = value

        return __init__

    _wrap(asyncio.Semaphore, "__init__", begins_semaphore)

    def sets(original):
        def set(self):
            if not self._value:
                _note(self, SET)
            return original(self)

        return set

    def clears(original):
        def clear(self):
            if self._value:
                _note(self, CLEARED)
            return original(self)

        return clear

    _wrap(asyncio.Event, "set", sets)
    _wrap(asyncio.Event, "clear", clears)

    def begins_barrier(original):
        def __init__(self, parties):
            original(self, parties)
            self._cond._lab_shown = self
            self._cond._lock._lab_shown = None

        return __init__

    _wrap(asyncio.Barrier, "__init__", begins_barrier)

    def begins_queue(original):
        def __init__(self, maxsize=0):
            global _is_silent
            # What it does to its own event concerns nobody.
            _is_silent = True
            try:
                original(self, maxsize)
            finally:
                _is_silent = False
            self._finished._lab_shown = self

        return __init__

    def puts(original):
        def put_nowait(self, item):
            if not self._is_shutdown and not self.full():
                _note(self, PUT)
            return original(self, item)

        return put_nowait

    def takes(original):
        def get_nowait(self):
            if not self.empty():
                _note(self, TAKEN)
            return original(self)

        return get_nowait

    def works_off(original):
        def task_done(self):
            if self._unfinished_tasks > 0:
                _note(self, WORKED_OFF)
            return original(self)

        return task_done

    def shuts_down(original):
        def shutdown(self, immediate=False):
            _note(self, SHUT_DOWN)
            if immediate:
                for index in range(self.qsize()):
                    _note(self, TAKEN)
                    if index < self._unfinished_tasks:
                        _note(self, WORKED_OFF)
            return original(self, immediate)

        return shutdown

    queue = asyncio.Queue
    _wrap(queue, "__init__", begins_queue)
    _wrap(queue, "put_nowait", puts)
    _wrap(queue, "get_nowait", takes)
    _wrap(queue, "task_done", works_off)
    _wrap(queue, "shutdown", shuts_down)

    def begins_iterator(original):
        def __init__(self, aws, timeout):
            # It makes tasks of what it gets in the order of a set, which is that of addresses.
            original(self, [asyncio.ensure_future(each) for each in dict.fromkeys(aws)], timeout)
            self._done._lab_shown = None

        return __init__

    _wrap(asyncio.tasks._AsCompletedIterator, "__init__", begins_iterator)

    def joins(original):
        def create_task(self, coro, **options):
            task = original(self, coro, **options)
            parent = self._parent_task
            if self._on_completed_fut is not None and hasattr(task, "lab_number"):
                recorder_now().write(record.WAIT_MEMBERS, parent.lab_number, 1, task.lab_number)
            return task

        return create_task

    _wrap(asyncio.TaskGroup, "create_task", joins)
