"""The time of a program: its clock, and how the user stops, steps and speeds up what runs."""

import asyncio.futures
import contextlib
import heapq
import signal
import time

MESSAGES = 1
INTERRUPT = 2
"""What a turn of the host says: bits."""

MAX_LOOK_ENTRIES = 100
"""Entries of the ready queue, and timers, that a look lists. The others are counted."""

MAX_LOOK_TASKS = 3
"""Tasks that one entry names. The others are counted."""


_real_time = time.perf_counter
"""As it is before a program on a virtual clock has it replaced."""


class SteeringError(Exception):
    """Why something cannot be done: a sentence."""


class Clock:
    """
    Time since the program began, in seconds.

    What the host does keeps its own time, however fast this one goes: only sleeps and timeouts stretch.
    """

    def __init__(self, is_virtual):
        self.is_virtual = is_virtual
        self.now = 0.0
        """The time of a virtual clock, and of another one when its rate was set."""
        self._since = _real_time()
        self._rate = 1.0

    def time(self):
        if self.is_virtual:
            return self.now
        return self.now + (_real_time() - self._since) * self._rate

    def real(self):
        return _real_time()

    @property
    def rate(self):
        """Program seconds per second; 0 while it is held."""
        return self._rate

    @rate.setter
    def rate(self, rate):
        if not self.is_virtual:
            self.now = self.time()
            self._since = _real_time()
        self._rate = rate

    def jump(self, when):
        self.now += max(0.0, when - self.time())


class Steering:
    """Whether the program's loop is held, and how fast its clock goes."""

    def __init__(self, lab, is_paused, dial):
        self._lab = lab
        self._dial = dial
        self._stepped = None
        self.is_paused = is_paused
        self._set_rate()

    @property
    def jumps(self):
        """Whether time is skipped in which everything only waits for a timer."""
        return self._dial == "jump"

    def steer(self, is_paused, dial):
        if dial != self._dial and self._lab.clock.is_virtual:
            raise SteeringError("This session's clock has no dial.")
        if is_paused != self.is_paused:
            self._stepped = None
        self.is_paused = is_paused
        self._dial = dial
        self._set_rate()

    def go_on(self):
        """Ends a pause without having been asked to: what is to clean up could not."""
        if self.is_paused:
            self.steer(False, self._dial)
            self._lab.post({"type": "resumed"})

    def hold(self, loop):
        """Keeps a paused loop from going on, until it may or is to stop. Meanwhile it is stepped and looked at."""
        lab = self._lab
        while self.is_paused and not loop._stopping:
            lab.before_waiting()
            signs = lab.host.turn(0, -1)
            if signs & INTERRUPT:
                self.go_on()
                signal.getsignal(signal.SIGINT)(signal.SIGINT, None)
            if signs & MESSAGES:
                lab.take_messages()

    def step(self, loop):
        """Runs one entry of the ready queue; with none there, the clock jumps to the first timer."""
        if loop is None:
            raise SteeringError("There is nothing to step: nothing runs.")
        if not self.is_paused:
            raise SteeringError("There is nothing to step: pause first.")
        with self._time_goes_on():
            ran = self._run_next(loop)
        self._stepped = ran or self._stepped
        return {"ran": ran, "requests": self._lab.http.open_requests}

    def look(self, loop):
        """What the loop has before it."""
        lab = self._lab
        found = {"at": lab.recorder.now(), "runs": loop is not None, "stepped": self._stepped}
        found["requests"] = lab.http.open_requests
        ready = [] if loop is None else [handle for handle in loop._ready if not handle._cancelled]
        timers = [] if loop is None else [handle for handle in loop._scheduled if not handle._cancelled]
        # They are looked at between two iterations: all of them belong to the next one.
        found["readyCount"] = found["inIteration"] = len(ready)
        found["ready"] = [_entry(handle) for handle in ready[:MAX_LOOK_ENTRIES]]
        found["timerCount"] = len(timers)
        found["timers"] = [
            {"due": handle.when(), "entry": _entry(handle)}
            for handle in heapq.nsmallest(MAX_LOOK_ENTRIES, timers)
        ]
        return found

    def _set_rate(self):
        self._lab.clock.rate = 0.0 if self.is_paused else self._running_rate

    @property
    def _running_rate(self):
        return 1.0 if self.jumps else float(self._dial)

    @contextlib.contextmanager
    def _time_goes_on(self):
        self._lab.clock.rate = self._running_rate
        try:
            yield
        finally:
            self._set_rate()

    def _run_next(self, loop):
        handle = _take_ready(loop)
        if handle is None and loop._scheduled and not loop.host_work:
            self._lab.clock.jump(loop._scheduled[0].when())
            handle = _take_ready(loop)
        if handle is None:
            return None
        entry = _entry(handle)
        handle._run()
        return entry


def _take_ready(loop):
    """The next entry of the ready queue, into which the timers go that are due; None if there is none."""
    scheduled, ready = loop._scheduled, loop._ready
    while scheduled and scheduled[0]._cancelled:
        loop._timer_cancelled_count -= 1
        heapq.heappop(scheduled)._scheduled = False
    if not ready:
        due = loop.time() + loop._clock_resolution
        while scheduled and scheduled[0].when() < due:
            handle = heapq.heappop(scheduled)
            handle._scheduled = False
            ready.append(handle)
    while ready:
        handle = ready.popleft()
        if not handle._cancelled:
            return handle
    return None


def _entry(handle):
    """What an entry of the ready queue does, as pages are told."""
    callback, args = handle._callback, handle._args
    if getattr(callback, "__name__", "") == "_step" and hasattr(args[0], "lab_number"):
        return _shown("step", [args[0]])
    if callback is asyncio.futures._set_result_unless_cancelled:
        return _shown("wake", _waiting_for(args[0]))
    return _shown("callback", [], getattr(callback, "__name__", ""))


def _waiting_for(future):
    wakers = (getattr(callback, "__self__", None) for callback, _ in future._callbacks or ())
    return [task for task in wakers if hasattr(task, "lab_number")]


def _shown(kind, tasks, callback=""):
    numbers = [task.lab_number for task in tasks]
    shown = numbers[:MAX_LOOK_TASKS]
    return {"kind": kind, "tasks": shown, "others": len(numbers) - len(shown), "callback": callback}
