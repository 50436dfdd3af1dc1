"""CPython's tasks, each with a record of what happens to it, and what the lab has to know of them."""

import asyncio

import lab_record as record


async def _generate():
    yield


_closing = _generate().aclose()
GeneratorClose = type(_closing)
"""What a task runs that the loop creates to end a generator which nobody has ended."""
_closing.close()


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
