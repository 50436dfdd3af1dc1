"""One run of one program: what it has, and what is recorded of it."""

import asyncio
import contextvars
import re

from virtual_loop import ObservedCoroutine

DEFAULT_NAME = re.compile(r"Task-(\d+)$")
# What is said when objects go: here when the last reference does, on the other side when the run ends.
FAREWELL = re.compile("was never retrieved|was destroyed")
# A message that ends with the repr of a task, and so with this interpreter's own names.
WITH_TASK = re.compile(r"(?<=^Task cannot await on itself): <.*>$", re.DOTALL)


class Frame:
    """What a coroutine of the program has for itself: its creator and its context tokens."""

    def __init__(self, parent=None):
        self.parent = parent
        self.token = None


class World:
    """One run of one program: its slots, its primitives and its trace."""

    def __init__(self, observe_steps):
        self.observe_steps = observe_steps
        self.trace = []
        self.loop = None
        self.main = None
        self.first_number = None
        self.tasks = []  # In creation order. Also keeps them alive to the end, as the other side does.
        self.names = {}
        self.slots = {}
        self.groups = {}
        self.every_group = []  # Also those whose number another one took.
        self.scopes = {}
        self.handles = {}
        self.callbacks = {}
        self.context = None
        self.variable = contextvars.ContextVar("variable", default=0)
        self.circular = False
        self.ended = False
        self.diagnostics = []

    # Recording ---------------------------------------------------------------------------------

    def record(self, n, what, *details):
        if self.ended:
            return  # A coroutine that the collector closes.
        task = asyncio.current_task(self.loop) if self.loop is not None else None
        who = self.label(task) if task is not None else "-"
        self.trace.append([self.loop.time(), who, n, what, *details])

    def label(self, future):
        if isinstance(future, asyncio.Task):
            name = future.get_name()
            default = DEFAULT_NAME.match(name)
            return f"Task-{int(default[1]) - self.first_number + 1}" if default else name
        return self.names.get(future, "a future")

    def show(self, value):
        if isinstance(value, asyncio.Future):
            return self.label(value)
        if isinstance(value, BaseException):
            return self.describe(value)
        if isinstance(value, (list, tuple)):
            return [self.show(item) for item in value]
        return value

    def describe(self, error):
        if error is None:
            return None
        if str(error) == "await wasn't used with future":
            # What a task that awaited itself does to the next one that awaits it: it leaves the
            # mark by which asyncio tells an await from a bare yield.
            self.circular = True
        if isinstance(error, BaseExceptionGroup):
            return [type(error).__name__, error.message, *map(self.describe, error.exceptions)]
        if isinstance(error, TimeoutError) and error.__cause__ is not None:
            return [type(error).__name__, str(error), self.describe(error.__cause__)]
        return [type(error).__name__, WITH_TASK.sub("", str(error))]

    # What the loop calls -----------------------------------------------------------------------

    def task_factory(self, loop, coroutine, **options):
        if coroutine.__qualname__.startswith("BaseEventLoop.shutdown_"):
            return asyncio.Task(coroutine, loop=loop, **{**options, "name": "the loop's own"})
        # An eager task runs before its creator gets hold of it, but it counts from now on.
        place = len(self.tasks)
        self.tasks.append(None)

        def on_step(what):
            self.tasks[place] = asyncio.current_task(loop)
            if self.observe_steps:
                self.record(0, what)

        task = asyncio.Task(ObservedCoroutine(coroutine, on_step), loop=loop, **options)
        if self.main is None:
            self.main = task
            self.first_number = int(DEFAULT_NAME.match(task.get_name())[1])
        self.tasks[place] = task
        return task

    def on_exception(self, loop, details):
        # A gather is a subclass of Future, and the message has the name of the class.
        message = details["message"].replace("_GatheringFuture", "Future")
        subject = details.get("task") or details.get("future")
        if message.startswith("Exception in callback"):
            message = "Exception in callback"
        entry = [message, self.describe(details.get("exception"))]
        if subject is not None:
            entry.append(self.label(subject))
        if FAREWELL.search(message):
            self.diagnostics.append(entry)
        else:
            self.record(0, "exception handler", *entry)

    # Looking things up -------------------------------------------------------------------------

    def target(self, frame, target):
        if target == "self":
            return asyncio.current_task(self.loop)
        if target == "parent":
            return frame.parent
        if target == "main":
            return self.main
        return self.slots.get(target)

    def attempt(self, n, what, action):
        """Runs something that may be refused, and records its result or its error."""
        try:
            result = action()
        except BaseException as error:
            self.record(n, what, self.describe(error))
        else:
            self.record(n, what, self.show(result))

    def begin(self):
        """Makes the primitives. Called in the first task, so that they belong to its loop."""
        self.loop.set_exception_handler(self.on_exception)
        self.holdables = {
            "lock0": asyncio.Lock(),
            "lock1": asyncio.Lock(),
            "semaphore1": asyncio.Semaphore(1),
            "semaphore2": asyncio.Semaphore(2),
            "bounded": asyncio.BoundedSemaphore(1),
            "condition": asyncio.Condition(),
        }
        self.event = asyncio.Event()
        self.barrier = asyncio.Barrier(2)
        self.queues = {
            "queue1": asyncio.Queue(1),
            "queue": asyncio.Queue(),
            "priority": asyncio.PriorityQueue(2),
            "lifo": asyncio.LifoQueue(2),
        }
