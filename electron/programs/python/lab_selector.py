"""What a loop waits with: the thread itself, or, under a virtual clock, nothing."""

import signal

from lab_time import INTERRUPT, MESSAGES


class DeadlockError(RuntimeError):
    """Under a virtual clock: nothing is ready, no timer is set, nothing of the host is awaited."""


# Told by its name alone, as in the other language.
DeadlockError.__module__ = "builtins"


class Selector:
    """Waits for the host in the place of sockets."""

    def __init__(self, loop, host, clock):
        self._loop = loop
        self._host = host
        self._clock = clock
        self._awaited = None
        self._awaited_since = 0.0

    def select(self, timeout):
        recorder = self._loop.recorder
        self._loop.show_open_lines(timeout != 0)
        length, recorder.length = recorder.length, 0
        loop, steering = self._loop, self._loop.steering
        if timeout == 0:
            signs = self._host.turn(length, 0)
        elif self._clock.is_virtual:
            signs = self._jump(timeout, length)
        elif timeout is not None and steering.jumps and not loop.host_work:
            signs = self._host.turn(length, 0)
            if not signs:
                self._clock.jump(loop._scheduled[0]._when)
        else:
            signs = self._host.turn(length, -1 if timeout is None else timeout / self._clock.rate * 1000)
        if signs & INTERRUPT:
            signal.getsignal(signal.SIGINT)(signal.SIGINT, None)
        if signs & MESSAGES:
            loop.take_messages()
            if steering.is_paused:
                loop.set_aside()
        return ()

    def _jump(self, timeout, length):
        """Moves the clock, unless something of the host is awaited: that gets its real time first."""
        clock = self._clock
        scheduled = self._loop._scheduled
        when = scheduled[0]._when if timeout is not None and scheduled else None
        if not self._loop.host_work:
            signs = self._host.turn(length, 0)
            if signs:
                return signs
            if when is None:
                raise DeadlockError(self._loop.deadlock_text())
        elif when is None:
            return self._host.turn(length, -1)
        else:
            if when != self._awaited:
                self._awaited = when
                self._awaited_since = clock.real()
            left = when - clock.now - (clock.real() - self._awaited_since)
            signs = self._host.turn(length, max(0, left * 1000))
            if signs or clock.real() - self._awaited_since < when - clock.now:
                return signs
        clock.now = max(clock.now, when)
        return 0
