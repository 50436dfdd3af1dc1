"""Runs programs that are data (see program.ts) on asyncio, and records what happens."""

import asyncio
import gc
import json
import sys
import warnings

from statements import run_coroutine
from virtual_loop import Circular, Deadlock, NeverEnds, VirtualLoop, install, leave_other_loops
from world import Frame, World

install()
# What asyncio prints is not compared: what it has to say goes through the exception handler.
sys.unraisablehook = lambda _: None
warnings.simplefilter("ignore")


def run_program(program, observe_steps):
    """The trace; None if a task would wait for itself, through others."""
    world = World(observe_steps)

    async def main():
        world.begin()
        return await run_coroutine(world, Frame(), program["main"])

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
        end = ["result", world.show(runner.run(main()))]
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
    finished = [
        [world.label(task), task.done(), task.cancelled(), task.cancelling()] for task in world.tasks
    ]
    trace, diagnostics = world.trace, world.diagnostics
    exposed = sorted(world.label(task) for task in exposed_to_collector(world))
    names = {id(future): world.label(future) for future in [*world.tasks, *world.names]}
    world.label = lambda future: names.get(id(future)) or "a future"
    # Letting go of everything makes CPython say what it has to say about it.
    for held in (world.tasks, world.names, world.slots, world.callbacks):
        held.clear()
    for held in (world.groups, world.scopes, world.handles):
        held.clear()
    world.main = None
    world.every_group = None
    world.holdables = world.queues = world.event = world.barrier = world.context = None
    del runner
    gc.collect()
    if world.circular:
        return None
    trace.append(["ends", *end])
    trace.append(["tasks", *finished])
    trace.append(["diagnostics", *sorted(diagnostics, key=json.dumps)])
    if exposed:
        trace.append(["exposed", *exposed])
    return trace


def exposed_to_collector(world):
    """Tasks that are done, and of whose errors the collector decides whether anybody looked at them.

    It closes what still waits. A task group whose body is closed cancels its tasks, they cancel what they
    wait for, and of a gather that is every child: to cancel one that is done counts as a look at its error.
    """
    done = set()
    open_futures = [
        task for group in world.every_group if not group._exiting for task in group._tasks
    ]
    while open_futures:
        future = open_futures.pop()
        if future is None:
            continue
        if future.done():
            done.add(future)
            continue
        open_futures.append(getattr(future, "_fut_waiter", None))
        open_futures.extend(getattr(future, "_children", ()))
    return done


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
