"""What the lab says where something is likely not meant: each a sentence or two, and what to do."""

import lab_resources as resources
import lab_waits as waits

MAX_LOOKED_AT = 1_000
"""Tasks looked at to find a circle. One that lies behind more of them is not found."""

MAX_NAMED = 10
"""Tasks that are named one by one. The others are counted."""

_MAX_NAMED_IN_CIRCLE = 8

OLD_LOOP = (
    "asyncio.get_event_loop() was called where no loop runs. The lab made one, as Python did before 3.14, "
    "which raises a RuntimeError here: begin with asyncio.run(main())."
)


def slow_step(name, seconds, start, end):
    """start, end: the lines where the step began and ended, each 0 where that is not known"""
    return (
        f"{name} ran for {seconds:.2f} s without a pause{_between(start, end)}: nothing else could run "
        "meanwhile. Let the others have a turn now and then, with await asyncio.sleep(0)."
    )


def _between(start, end):
    if start == end:
        return f", until it came back to line {start}" if start else ""
    if not start:
        return f", up to line {end}"
    return f", from line {start} to line {end}" if end else f", from line {start} to its end"


def swallowed_cancel(name, failed):
    end = "an error of its own" if failed else "a result"
    return (
        f"{name} was cancelled and ended with {end} all the same: the cancel was swallowed. "
        "Raise CancelledError again at the end of the except."
    )


def unseen_error(name, error, place):
    """place: the file and line where the error came up; empty where that is not known"""
    where = f" at {place}" if place else ""
    return (
        f"{name} failed{where}, and nobody has looked at its error: {error}. "
        "Await the task, or catch the error inside of it."
    )


def never_awaited(text):
    return f"{text}. Await it, or create a task of it: until then nothing of it runs."


def outliving(name):
    return (
        f"{name} was still pending when main ended, and is cancelled with it. "
        "Await it before main returns, or create it in a TaskGroup, which waits for its tasks."
    )


def others_outliving(count):
    tasks = "1 more task was" if count == 1 else f"{count:,} more tasks were"
    return f"{tasks} still pending when main ended. Await them before main returns."


def circle(links):
    """links: of each task its name, and the lock for which it waits, None for the next task itself"""
    if any(lock is not None for _, lock in links):
        return _deadlock(links)
    names = [name for name, _ in links]
    if len(names) == 1:
        return f"{names[0]} waits for itself: it cannot end. Let it await other tasks only, or cancel it."
    shown = names[:_MAX_NAMED_IN_CIRCLE]
    others = len(names) - len(shown)
    rest = f" → {others} more" if others else ""
    return (
        f"These tasks wait for each other in a circle: {' → '.join(shown)}{rest} → {names[0]}. "
        "None of them can end: let one of them go on without the other, or cancel one."
    )


def _deadlock(links):
    """Says who holds what and who waits for what."""
    if len(links) == 1:
        name, lock = links[0]
        return (
            f"{name} waits for {lock}, which it holds itself: it cannot go on. "
            "Release the lock before taking it again, or let only the outermost function take it."
        )
    told = []
    for index, (name, lock) in enumerate(links[:_MAX_NAMED_IN_CIRCLE]):
        held = links[index - 1][1]
        holds = "" if held is None else f"holds {held} and "
        told.append(f"{name} {holds}waits for {lock or links[(index + 1) % len(links)][0]}")
    others = len(links) - len(told)
    rest = f"; and so on with {others} more" if others else ""
    return (
        f"Deadlock: {'; '.join(told)}{rest}. None of them can go on: take locks in the same order "
        "everywhere, or cancel one of the tasks."
    )


def awaited_at_once(creator, task):
    return (
        f"{creator} awaits {task} in the step that created it, and has no other task pending: nothing "
        "overlaps. Await the coroutine itself, or create several tasks before awaiting the first."
    )


def circle_of(task):
    """
    The tasks that wait for each other in a circle now that `task` waits, `task` first and each
    before the one that it waits for, with the lock for which it waits, if it is one that the next
    one holds; None if there is none.
    """
    # Nearly always the way is straight, and short.
    last = task
    for _ in range(MAX_LOOKED_AT):
        following = _followed(last)
        if following is None:
            break
        last = following
        if last is task:
            break
    if last is not task and next(_members(last), None) is None:
        return None
    return _search_from(task)


def _search_from(task):
    above = {}
    reached_tasks = [task]
    for reached in reached_tasks:
        wait = _wait(reached)
        lock = wait[1] if wait is not None and wait[0] in waits.FOR_RESOURCES else None
        following = _followed(reached)
        for each in (following,) if following is not None else _members(reached):
            if each is task:
                found = [(reached, lock)]
                while found[0][0] is not task:
                    found.insert(0, above[found[0][0]])
                return found
            if each not in above and len(reached_tasks) < MAX_LOOKED_AT:
                above[each] = reached, lock
                reached_tasks.append(each)
    return None


def _wait(task):
    """What `task` waits for, None if it does not, or not any more."""
    future = task._fut_waiter
    return None if future is None or future.done() else task.lab_wait


def _followed(task):
    """Whom `task` waits for, if that is one task alone."""
    wait = _wait(task)
    if wait is None:
        return None
    kind, subject = wait
    if kind == waits.TASK:
        return subject
    return resources.holder_of(subject) if kind in waits.FOR_RESOURCES else None


def _members(task):
    wait = _wait(task)
    return iter(()) if wait is None else waits.members(wait)
