"""Runs programs that are data (see program.ts) on asyncio, and records what happens."""

import asyncio
import contextvars
import gc
import json
import re
import sys
import warnings

from virtual_loop import Circular, Deadlock, NeverEnds, ObservedCoroutine, VirtualLoop, install, leave_other_loops

install()
# What asyncio prints is not compared: what it has to say goes through the exception handler.
sys.unraisablehook = lambda _: None
warnings.simplefilter("ignore")


class AppError(Exception):
    pass


class OtherError(Exception):
    pass


ERRORS = {
    "AppError": AppError,
    "OtherError": OtherError,
    "TimeoutError": TimeoutError,
    "CancelledError": asyncio.CancelledError,
}
CATCHES = {
    "AppError": AppError,
    "TimeoutError": TimeoutError,
    "CancelledError": asyncio.CancelledError,
    "ExceptionGroup": ExceptionGroup,
    "Error": Exception,
    "everything": BaseException,
}
DEFAULT_NAME = re.compile(r"Task-(\d+)$")
# What is said when objects go: here when the last reference does, on the other side when the run ends.
FAREWELL = re.compile("was never retrieved|was destroyed")
# A message that ends with the repr of a task, and so with this interpreter's own names.
WITH_TASK = re.compile(r"(?<=^Task cannot await on itself): <.*>$", re.DOTALL)
RETURN_NOTHING = object()


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

    def make(self, frame, value):
        """The awaitable that an expression means."""
        kind = value["kind"]
        if kind == "slot":
            found = self.slots.get(value["slot"])
            return asyncio.sleep(0) if found is None else found
        if kind == "coroutine":
            return self.coroutine(Frame(frame.parent), value["body"])
        if kind == "sleep":
            return asyncio.sleep(value["delay"], value["result"])
        if kind == "gather":
            children = [self.make(frame, child) for child in value["of"]]
            return asyncio.gather(*children, return_exceptions=value["returnExceptions"])
        if kind == "wait":
            futures = [self.slots[slot] for slot in value["slots"] if slot in self.slots]
            return self.wait(futures, value["timeout"], getattr(asyncio, value["returnWhen"]))
        if kind == "waitFor":
            return asyncio.wait_for(self.make(frame, value["of"]), value["timeout"])
        if kind == "shield":
            return asyncio.shield(self.make(frame, value["of"]))
        if kind == "acquire":
            return self.holdables[value["what"]].acquire()
        if kind == "eventWait":
            return self.event.wait()
        if kind == "conditionWait":
            return self.holdables["condition"].wait()
        if kind == "conditionWaitFor":
            return self.holdables["condition"].wait_for(self.predicate(value["calls"]))
        if kind == "barrierWait":
            return self.barrier.wait()
        if kind == "barrierReset":
            return self.barrier.reset()
        if kind == "barrierAbort":
            return self.barrier.abort()
        if kind == "put":
            return self.queues[value["queue"]].put(value["item"])
        if kind == "get":
            return self.queues[value["queue"]].get()
        return self.queues[value["queue"]].join()

    async def wait(self, futures, timeout, return_when):
        done, pending = await asyncio.wait(futures, timeout=timeout, return_when=return_when)
        return [sorted(map(self.label, done)), sorted(map(self.label, pending))]

    def predicate(self, calls):
        asked = 0

        def ask():
            nonlocal asked
            asked += 1
            self.record(0, "predicate", asked)
            return asked >= calls

        return ask

    # Running -----------------------------------------------------------------------------------

    async def run_main(self, body):
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
        return await self.coroutine(Frame(), body)

    async def coroutine(self, frame, body):
        result = await self.block(frame, body)
        return None if result is RETURN_NOTHING else result

    async def block(self, frame, body):
        """Runs statements in order; gives RETURN_NOTHING, or the value of the `return` that was met."""
        for statement in body:
            run = SYNC.get(statement["op"])
            if run is not None:
                run(self, frame, statement)
            else:
                result = await ASYNC[statement["op"]](self, frame, statement)
                if result is not RETURN_NOTHING:
                    return result
        return RETURN_NOTHING

    def callback(self, frame, body):
        own = Frame(frame.parent)

        def run(*_):
            for statement in body:
                SYNC[statement["op"]](self, own, statement)

        return run

    def attempt(self, n, what, action):
        """Runs something that may be refused, and records its result or its error."""
        try:
            result = action()
        except BaseException as error:
            self.record(n, what, self.describe(error))
        else:
            self.record(n, what, self.show(result))


# Statements that never suspend -------------------------------------------------------------------


def mark(world, frame, s):
    world.record(s["n"], "mark")


def raise_(world, frame, s):
    world.record(s["n"], "raise")
    raise ERRORS[s["error"]["type"]](s["error"]["message"])


def spawn(world, frame, s):
    group = world.groups.get(s["group"])
    child = Frame(asyncio.current_task(world.loop))
    options = {"name": s["name"]}
    if s["eager"]:
        options["eager_start"] = True
    if s["inContext"] and world.context is not None:
        options["context"] = world.context
    world.record(s["n"], "spawn")
    create = asyncio.create_task if group is None else group.create_task
    task = create(world.coroutine(child, s["body"]), **options)
    world.slots[s["slot"]] = task
    world.record(s["n"], "spawned", world.label(task))


def future(world, frame, s):
    made = world.loop.create_future()
    world.names[made] = f"future {s['slot']}"
    world.slots[s["slot"]] = made
    world.record(s["n"], "future")


def ensure_future(world, frame, s):
    made = asyncio.ensure_future(world.make(frame, s["of"]), loop=world.loop)
    if not isinstance(made, asyncio.Task):
        world.names.setdefault(made, f"future {s['slot']}")
    world.slots[s["slot"]] = made
    world.record(s["n"], "ensured", world.label(made))


def set_result(world, frame, s):
    found = world.slots.get(s["slot"])
    if found is None or isinstance(found, asyncio.Task):
        return world.record(s["n"], "skipped")
    world.attempt(s["n"], "set result", lambda: found.set_result(s["value"]))


def set_exception(world, frame, s):
    found = world.slots.get(s["slot"])
    if found is None or isinstance(found, asyncio.Task):
        return world.record(s["n"], "skipped")
    error = ERRORS[s["error"]["type"]](s["error"]["message"])
    world.attempt(s["n"], "set exception", lambda: found.set_exception(error))


def cancel(world, frame, s):
    found = world.target(frame, s["target"])
    if found is None:
        return world.record(s["n"], "skipped")
    accepted = found.cancel() if s["message"] is None else found.cancel(s["message"])
    world.record(s["n"], "cancel", world.label(found), accepted)


def uncancel(world, frame, s):
    found = world.target(frame, s["target"])
    if not isinstance(found, asyncio.Task):
        return world.record(s["n"], "skipped")
    world.record(s["n"], "uncancel", world.label(found), found.uncancel())


def inspect(world, frame, s):
    found = world.target(frame, s["target"])
    if found is None:
        return world.record(s["n"], "skipped")
    count = found.cancelling() if isinstance(found, asyncio.Task) else 0
    world.record(s["n"], "state", world.label(found), found.done(), found.cancelled(), count)


def outcome(world, frame, s):
    found = world.target(frame, s["target"])
    if found is None:
        return world.record(s["n"], "skipped")
    world.attempt(s["n"], "result", found.result)
    world.attempt(s["n"], "exception", found.exception)


def rename(world, frame, s):
    found = world.target(frame, s["target"])
    if not isinstance(found, asyncio.Task):
        return world.record(s["n"], "skipped")
    found.set_name(s["name"])
    world.record(s["n"], "renamed", world.label(found))


def on_done(world, frame, s):
    found = world.target(frame, s["target"])
    if found is None:
        return world.record(s["n"], "skipped")
    run = world.callback(frame, s["body"])

    def callback(done):
        world.record(s["n"], "done callback", world.label(done))
        run()

    world.callbacks[found] = callback
    if s["inContext"] and world.context is not None:
        found.add_done_callback(callback, context=world.context)
    else:
        found.add_done_callback(callback)
    world.record(s["n"], "added")


def off_done(world, frame, s):
    found = world.target(frame, s["target"])
    if found is None or found not in world.callbacks:
        return world.record(s["n"], "skipped")
    world.record(s["n"], "removed", found.remove_done_callback(world.callbacks[found]))


def call_soon(world, frame, s):
    world.handles[s["handle"]] = world.loop.call_soon(world.callback(frame, s["body"]))
    world.record(s["n"], "call soon")


def call_later(world, frame, s):
    run = world.callback(frame, s["body"])
    world.handles[s["handle"]] = world.loop.call_later(s["delay"], run)
    world.record(s["n"], "call later")


def cancel_handle(world, frame, s):
    handle = world.handles.get(s["handle"])
    if handle is None:
        return world.record(s["n"], "skipped")
    handle.cancel()
    world.record(s["n"], "handle cancelled", handle.cancelled())


def tasks(world, frame, s):
    world.record(s["n"], "tasks", sorted(map(world.label, asyncio.all_tasks(world.loop))))


def stop(world, frame, s):
    world.record(s["n"], "stop")
    world.loop.stop()


def reschedule(world, frame, s):
    scope = world.scopes.get(s["scope"])
    if scope is None:
        return world.record(s["n"], "skipped")
    when = None if s["delay"] is None else world.loop.time() + s["delay"]
    world.attempt(s["n"], "reschedule", lambda: scope.reschedule(when))


def inspect_scope(world, frame, s):
    scope = world.scopes.get(s["scope"])
    if scope is None:
        return world.record(s["n"], "skipped")
    world.record(s["n"], "scope", scope.when(), scope.expired())


def release(world, frame, s):
    world.attempt(s["n"], "release", world.holdables[s["what"]].release)


def inspect_holdable(world, frame, s):
    world.record(s["n"], "locked", world.holdables[s["what"]].locked())


def event(world, frame, s):
    action = {"set": world.event.set, "clear": world.event.clear, "isSet": world.event.is_set}
    world.attempt(s["n"], s["action"], action[s["action"]])


def notify(world, frame, s):
    condition = world.holdables["condition"]
    if s["count"] == "all":
        world.attempt(s["n"], "notify", condition.notify_all)
    else:
        world.attempt(s["n"], "notify", lambda: condition.notify(s["count"]))


def inspect_barrier(world, frame, s):
    barrier = world.barrier
    world.record(s["n"], "barrier", barrier.parties, barrier.n_waiting, barrier.broken)


def put_nowait(world, frame, s):
    world.attempt(s["n"], "put", lambda: world.queues[s["queue"]].put_nowait(s["item"]))


def get_nowait(world, frame, s):
    world.attempt(s["n"], "get", world.queues[s["queue"]].get_nowait)


def task_done(world, frame, s):
    world.attempt(s["n"], "task done", world.queues[s["queue"]].task_done)


def shutdown(world, frame, s):
    queue = world.queues[s["queue"]]
    world.attempt(s["n"], "shutdown", lambda: queue.shutdown(immediate=s["immediate"]))


def inspect_queue(world, frame, s):
    queue = world.queues[s["queue"]]
    world.record(s["n"], "queue", queue.qsize(), queue.empty(), queue.full(), queue.maxsize)


def set_variable(world, frame, s):
    frame.token = world.variable.set(s["value"])
    world.record(s["n"], "variable set")


def read_variable(world, frame, s):
    world.record(s["n"], "variable", world.variable.get())


def reset_variable(world, frame, s):
    if frame.token is None:
        return world.record(s["n"], "skipped")
    token, frame.token = frame.token, None
    world.attempt(s["n"], "variable reset", lambda: world.variable.reset(token))


def copy_context(world, frame, s):
    world.context = contextvars.copy_context()
    world.record(s["n"], "context copied")


SYNC = {
    "mark": mark,
    "raise": raise_,
    "spawn": spawn,
    "future": future,
    "ensureFuture": ensure_future,
    "setResult": set_result,
    "setException": set_exception,
    "cancel": cancel,
    "uncancel": uncancel,
    "inspect": inspect,
    "outcome": outcome,
    "rename": rename,
    "onDone": on_done,
    "offDone": off_done,
    "callSoon": call_soon,
    "callLater": call_later,
    "cancelHandle": cancel_handle,
    "tasks": tasks,
    "stop": stop,
    "reschedule": reschedule,
    "inspectScope": inspect_scope,
    "release": release,
    "inspectHoldable": inspect_holdable,
    "event": event,
    "notify": notify,
    "inspectBarrier": inspect_barrier,
    "putNowait": put_nowait,
    "getNowait": get_nowait,
    "taskDone": task_done,
    "shutdown": shutdown,
    "inspectQueue": inspect_queue,
    "setVariable": set_variable,
    "readVariable": read_variable,
    "resetVariable": reset_variable,
    "copyContext": copy_context,
}

# Statements that may suspend ---------------------------------------------------------------------


async def await_(world, frame, s):
    world.record(s["n"], "await")
    try:
        value = await world.make(frame, s["value"])
    except BaseException as error:
        world.record(s["n"], "raised", world.describe(error))
        raise
    world.record(s["n"], "got", world.show(value))
    return RETURN_NOTHING


async def return_(world, frame, s):
    world.record(s["n"], "return")
    return s["value"]


async def repeat(world, frame, s):
    for _ in range(s["times"]):
        result = await world.block(frame, s["body"])
        if result is not RETURN_NOTHING:
            return result
    return RETURN_NOTHING


async def try_(world, frame, s):
    try:
        return await try_handlers(world, frame, s)
    finally:
        if s["finally"] is not None:
            world.record(s["n"], "finally")
            await world.block(frame, s["finally"])


async def try_handlers(world, frame, s):
    try:
        return await world.block(frame, s["body"])
    except BaseException as error:
        for handler in s["handlers"]:
            if isinstance(error, CATCHES[handler["catches"]]):
                world.record(s["n"], "caught", world.describe(error))
                result = await world.block(frame, handler["body"])
                if result is not RETURN_NOTHING:
                    return result
                if handler["reraise"]:
                    raise
                return RETURN_NOTHING
        raise


async def timeout(world, frame, s):
    n = s["n"]
    if s["delay"] is None or not s["absolute"]:
        manager = asyncio.timeout(s["delay"])
    else:
        manager = asyncio.timeout_at(s["delay"])
    world.record(n, "enter")
    try:
        async with manager as scope:
            world.scopes[s["scope"]] = scope
            result = await world.block(frame, s["body"])
    except BaseException as error:
        world.record(n, "left by", world.describe(error), manager.expired())
        raise
    world.record(n, "left", manager.expired())
    return result


async def task_group(world, frame, s):
    n = s["n"]
    world.record(n, "enter")
    try:
        async with asyncio.TaskGroup() as group:
            world.groups[s["group"]] = group
            result = await world.block(frame, s["body"])
    except BaseException as error:
        world.record(n, "left by", world.describe(error))
        raise
    world.record(n, "left")
    return result


async def with_(world, frame, s):
    n = s["n"]
    world.record(n, "acquire")
    try:
        async with world.holdables[s["what"]]:
            world.record(n, "acquired")
            result = await world.block(frame, s["body"])
    except BaseException as error:
        world.record(n, "left by", world.describe(error))
        raise
    world.record(n, "left")
    return result


async def as_completed(world, frame, s):
    n = s["n"]
    world.record(n, "as completed")
    children = [world.make(frame, child) for child in s["of"]]
    taken = 0
    iterator = asyncio.as_completed(children, timeout=s["timeout"])
    while True:
        try:
            if s["futures"]:
                value = await anext(iterator, RETURN_NOTHING)
            else:
                following = next(iterator, RETURN_NOTHING)
                value = following if following is RETURN_NOTHING else await following
            if value is RETURN_NOTHING:
                break
        except Exception as error:
            world.record(n, "failed", world.describe(error))
        else:
            world.record(n, "completed", world.show(value))
        taken += 1
        if taken >= s["limit"]:
            break
    world.record(n, "taken", taken)
    return RETURN_NOTHING


ASYNC = {
    "await": await_,
    "return": return_,
    "repeat": repeat,
    "try": try_,
    "timeout": timeout,
    "taskGroup": task_group,
    "with": with_,
    "asCompleted": as_completed,
}


# Whole programs ----------------------------------------------------------------------------------


def run_program(program, observe_steps):
    """The trace; None if a task would wait for itself, through others."""
    world = World(observe_steps)

    def make_loop():
        world.loop = VirtualLoop()
        world.loop.set_task_factory(world.task_factory)
        return world.loop

    def all_tasks(loop=None):
        # CPython gives a set: cancelling at the end of a run would follow memory addresses.
        return [task for task in world.tasks if task is not None and not task.done()]

    asyncio.tasks.all_tasks = asyncio.all_tasks = all_tasks
    runner = asyncio.Runner(loop_factory=make_loop)
    try:
        end = ["result", world.show(runner.run(world.run_main(program["main"])))]
    except (Deadlock, NeverEnds) as error:
        end = [type(error).__name__]
    except Circular:
        world.circular = True
    except BaseException as error:
        end = ["error", world.describe(error)]
    try:
        if not world.circular:
            runner.close()
    except (Deadlock, NeverEnds) as error:
        end.append(f"{type(error).__name__} while closing")
    except Circular:
        world.circular = True
    except BaseException as error:
        end.append(world.describe(error))
    world.ended = True
    finished = [[world.label(task), task.done(), task.cancelled(), task.cancelling()] for task in world.tasks]
    trace, diagnostics = world.trace, world.diagnostics
    names = {id(future): world.label(future) for future in [*world.tasks, *world.names]}
    world.label = lambda future: names.get(id(future)) or "a future"
    # Letting go of everything makes CPython say what it has to say about it.
    for held in (world.tasks, world.names, world.slots, world.groups, world.scopes, world.handles, world.callbacks):
        held.clear()
    world.main = None
    world.holdables = world.queues = world.event = world.barrier = world.context = None
    del runner
    gc.collect()
    if world.circular:
        return None
    trace.append(["ends", *end])
    trace.append(["tasks", *finished])
    trace.append(["diagnostics", *sorted(diagnostics, key=json.dumps)])
    return trace


def run_programs(programs_json, observe_steps):
    """Runs a batch. Takes and gives a JSON list of texts, which are JSON: programs, and traces."""
    leave_other_loops()
    gc.disable()
    gc.collect()
    gc.freeze()
    try:
        # As text at once: what is left between two programs makes the collector slower.
        traces = [
            json.dumps(run_program(json.loads(program), observe_steps))
            for program in json.loads(programs_json)
        ]
    finally:
        gc.unfreeze()
    return json.dumps(traces)
