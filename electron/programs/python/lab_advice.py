"""What the lab says where something is likely not meant: each a sentence or two, and what to do."""

MAX_CIRCLE = 100
"""Tasks of a circle that are looked for. A longer circle is not found."""

MAX_NAMED = 10
"""Tasks that are named one by one. The others are counted."""

_MAX_NAMED_IN_CIRCLE = 8


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


def unseen_error(name, error):
    return (
        f"{name} failed, and nobody has looked at its error: {error}. "
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


def circle(names):
    """names: in their order, each waits for the next one, and the last for the first"""
    if len(names) == 1:
        return f"{names[0]} waits for itself: it cannot end. Let it await other tasks only, or cancel it."
    shown = names[:_MAX_NAMED_IN_CIRCLE]
    others = len(names) - len(shown)
    rest = f" → {others} more" if others else ""
    return (
        f"These tasks wait for each other in a circle: {' → '.join(shown)}{rest} → {names[0]}. "
        "None of them can end: let one of them go on without the other, or cancel one."
    )


def awaited_at_once(creator, task):
    return (
        f"{creator} awaits {task} in the step that created it, and has no other task pending: nothing "
        "overlaps. Await the coroutine itself, or create several tasks before awaiting the first."
    )


def circle_of(task):
    """
    The tasks that wait for each other in a circle now that `task` waits, `task` first and each
    before the one that it waits for; None if there is none.
    """
    below = {}
    reached = [task]
    for each in reached:
        for awaiter in each._asyncio_awaited_by or ():
            if awaiter is task:
                found = [task]
                while each is not task:
                    found.append(each)
                    each = below[each]
                return found
            if awaiter in below or len(reached) == MAX_CIRCLE:
                continue
            below[awaiter] = each
            reached.append(awaiter)
    return None
