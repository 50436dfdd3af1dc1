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

STUCK = "Deadlock while closing"
"""How a program ends whose tasks cannot even be cancelled."""


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
    names = {id(future): world.label(future) for future in [*world.tasks, *world.names]}
    world.label = lambda future: names.get(id(future)) or "a future"
    # Letting go of everything makes CPython say what it has to say about it.
    for held in (world.tasks, world.names, world.slots, world.callbacks):
        held.clear()
    for held in (world.groups, world.scopes, world.handles):
        held.clear()
    world.main = None
    world.holdables = world.queues = world.event = world.barrier = world.context = None
    del runner
    gc.collect()
    if world.circular:
        return None
    if end[-1] == STUCK:
        # The collector closes what still waits. A scope that is closed cancels its tasks, and that
        # counts as a look at the errors of those that are done.
        diagnostics = [entry for entry in diagnostics if "was never retrieved" not in entry[0]]
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
