"""Statements that never suspend."""

import asyncio
import contextvars

import statements
from awaitables import make
from program_errors import make_error
from world import Frame


def callback(world, frame, body):
    """A function that runs statements: what a program passes as a callback."""
    own = Frame(frame.parent)

    def run(*_):
        for statement in body:
            SYNC[statement["op"]](world, own, statement)

    return run


def mark(world, frame, s):
    world.record(s["n"], "mark")


def raise_(world, frame, s):
    world.record(s["n"], "raise")
    raise make_error(s["error"])


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
    task = create(statements.run_coroutine(world, child, s["body"]), **options)
    world.slots[s["slot"]] = task
    world.record(s["n"], "spawned", world.label(task))


def future(world, frame, s):
    made = world.loop.create_future()
    world.names[made] = f"future {s['slot']}"
    world.slots[s["slot"]] = made
    world.record(s["n"], "future")


def ensure_future(world, frame, s):
    made = asyncio.ensure_future(make(world, frame, s["of"]), loop=world.loop)
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
    error = make_error(s["error"])
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
    run = callback(world, frame, s["body"])

    def added(done):
        world.record(s["n"], "done callback", world.label(done))
        run()

    world.callbacks[found] = added
    if s["inContext"] and world.context is not None:
        found.add_done_callback(added, context=world.context)
    else:
        found.add_done_callback(added)
    world.record(s["n"], "added")


def off_done(world, frame, s):
    found = world.target(frame, s["target"])
    if found is None or found not in world.callbacks:
        return world.record(s["n"], "skipped")
    world.record(s["n"], "removed", found.remove_done_callback(world.callbacks[found]))


def call_soon(world, frame, s):
    world.handles[s["handle"]] = world.loop.call_soon(callback(world, frame, s["body"]))
    world.record(s["n"], "call soon")


def call_later(world, frame, s):
    run = callback(world, frame, s["body"])
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
