"""Writes down what happens to tasks: the same events as those of the lab's own scheduler.

Events are laid out here as the ring takes them, and handed over a whole loop iteration at a time:
a call into JavaScript costs as much as laying out several events.
"""

import contextlib
import struct
import sys
import traceback
import types

TASK_CREATED = 1
TASK_COROUTINE = 2
TASK_READY = 3
STEP_STARTED = 4
TASK_WAITING = 5
CANCEL_REQUESTED = 6
CANCEL_DELIVERED = 7
TASK_DONE = 8
TASK_RENAMED = 9
PRINTED = 10
REQUEST_STARTED = 11
REQUEST_ENDED = 12
CANCEL_WITHDRAWN = 14
WAIT_MEMBERS = 15
RESOURCE_CREATED = 16
RESOURCE_USED = 17
RESOURCE_CARRIED = 18
TASK_LINE = 19
TASK_SITE = 20

RESULT, ERROR, CANCELLED = range(3)
"""Outcomes of a task."""

OUTPUT_CHANNEL = 0
RESULT_CHANNEL = 1
ERROR_CHANNEL = 3
WARNING_CHANNEL = 4
LAB_CHANNEL = 5

BY_TASK, BY_USER, BY_END, BY_LOOP, PASSED_ON = range(5)
"""Who asked for a cancel."""

(
    NO_ADVICE,
    NEVER_AWAITED,
    UNSEEN_ERROR,
    SWALLOWED_CANCEL,
    OUTLIVING,
    CIRCLE,
    SLOW_STEP,
    AWAITED_AT_ONCE,
) = range(8)
"""What a line of the console warns of."""

ANSWERED, FAILED, ABORTED = range(3)
"""Outcomes of a request."""

MAX_TEXT = 2_000
"""The longest text that is recorded, in characters."""

SLOW_STEP_SECONDS = 0.1
"""A step that runs longer gets a warning, in seconds."""

_BUFFER_BYTES = 65_536
_RECORD_BYTES = 32
_pack = struct.Struct("<IBBHIIdII").pack_into
_Coroutine = types.CoroutineType
_float_bits = struct.Struct("<f")
_as_integer = struct.Struct("<I")


def seconds_to_bits(seconds):
    return _as_integer.unpack(_float_bits.pack(seconds))[0]


class Recorder:
    """file: what the program's own code is compiled as: only there do tasks stand anywhere"""

    def __init__(self, host, clock, file):
        self._host = host
        self._clock = clock
        self._file = file
        self._file_data = file.encode("utf-8", "replace")
        self._file_size = len(self._file_data)
        padded = self._file_size + 7 & -8
        self._line_bytes = _RECORD_BYTES + padded
        self._pack_line = struct.Struct(f"<IBBHIIdII{padded}s").pack_into
        self._buffer = bytearray(_BUFFER_BYTES)
        host.share(self._buffer)
        self.length = 0
        """Bytes that are laid out and not handed over yet."""
        self.running = 0
        """The number of the task whose step runs, 0 for none."""
        self.running_task = None
        self.time = 0.0
        """The time of the last event. Times never go back."""
        self.last_id = 0
        self.call_text = ""
        self.first_of_step = 1
        """Tasks with this number or a higher one were created in the step that runs."""
        self.tasks = {}
        self.canceller = BY_LOOP
        """Who asks for a cancel that no task asks for."""
        self.passers = []
        """The tasks through which a cancel is on its way."""
        self._last_request = 0
        self.last_resource = 0
        self.resource_counts = {}
        """How many locks, queues and so on there are of each class."""

    def now(self):
        time = self._clock.time()
        if time > self.time:
            self.time = time
        return self.time

    def write(self, kind, task, detail=0, a=0, text=""):
        at = self.length
        if text:
            if len(text) > MAX_TEXT:
                text = text[: MAX_TEXT - 1] + "…"
            data = text.encode("utf-8", "replace")
            size = len(data)
            end = at + _RECORD_BYTES + (size + 7 & -8)
            if end > _BUFFER_BYTES:
                self.flush()
                end -= at
                at = 0
            _pack(self._buffer, at, end - at, kind, detail, 0, task, a, self.time, size, 0)
            start = at + _RECORD_BYTES
            self._buffer[start : start + size] = data
        else:
            end = at + _RECORD_BYTES
            if end > _BUFFER_BYTES:
                self.flush()
                at, end = 0, _RECORD_BYTES
            _pack(self._buffer, at, _RECORD_BYTES, kind, detail, 0, task, a, self.time, 0, 0)
        self.length = end

    def flush(self):
        if self.length:
            self._host.flush(self.length)
            self.length = 0

    def print(self, channel, text, task=None, advice=NO_ADVICE):
        self.now()
        self.write(PRINTED, self.running if task is None else task, channel, advice, text)
        # A program may block right after it: what it printed is to be seen.
        self.flush()

    def created(self, task, name, call):
        self.last_id += 1
        number = task.lab_number = self.last_id
        task.lab_cancels = task.lab_message = None
        task.lab_creator = creator = self.running_task
        task.lab_children = 0
        task.lab_advised = False
        if creator is not None:
            creator.lab_children += 1
        self.tasks[number] = task
        if not self.running:
            self.now()
        self.write(TASK_CREATED, number, 0, self.running, name)
        call = self.call_text or call
        self.call_text = ""
        if call:
            self.write(TASK_COROUTINE, number, 0, 0, call)
        task.lab_line = 0
        task.lab_wait = None
        site = line_in(self._file, sys._getframe(1))
        if site:
            self.write(TASK_SITE, number, 0, site, self._file)

    @contextlib.contextmanager
    def cancel_as(self, canceller):
        """Writes down that `canceller` asks for the cancels within, even where a task's step was interrupted."""
        before = self.canceller, self.running
        self.canceller, self.running = canceller, 0
        try:
            yield
        finally:
            self.canceller, self.running = before

    def cancel_requested(self, task, message):
        if not self.running:
            self.now()
        if self.passers:
            origin, by = PASSED_ON, self.passers[-1].lab_number
        else:
            by = self.running
            origin = BY_TASK if by else self.canceller
        if task.lab_cancels is not None:
            task.lab_cancels += 1
        self.write(CANCEL_REQUESTED, task.lab_number, origin, by, "" if message is None else str(message))

    def cancel_delivered(self, task):
        task.lab_cancels = task.cancelling()
        self.write(CANCEL_DELIVERED, task.lab_number)

    def suspended(self, task, line):
        """line: where it stands, 0 if not in the program's own code"""
        if line != task.lab_line:
            task.lab_line = line
            if line:
                self._write_line(task.lab_number, line)
            else:
                self.write(TASK_LINE, task.lab_number)

    def _write_line(self, task, line):
        """As `write` does, for a text that is laid out already: lines come as often as steps."""
        at = self.length
        size = self._line_bytes
        if at + size > _BUFFER_BYTES:
            self.flush()
            at = 0
        self._pack_line(
            self._buffer, at, size, TASK_LINE, 0, 0, task, line, self.time, self._file_size, 0, self._file_data
        )
        self.length = at + size

    def line_of(self, task):
        """
        The line of the program at which a suspended task stands: that of the innermost coroutine,
        of those that await each other, which is the program's own. 0 if none is.
        """
        file = self._file
        own = None
        coroutine = task.get_coro()
        # Mostly what ends the way is no coroutine, but the future or an iterator of it.
        while type(coroutine) is _Coroutine:
            # To ask for the frame makes one: only for the coroutine that counts.
            if coroutine.cr_code.co_filename == file:
                own = coroutine
            coroutine = coroutine.cr_await
        return 0 if own is None else own.cr_frame.f_lineno

    def step_ended(self, task):
        """Tells whether the task took cancels back: only one into which a cancel was thrown can have."""
        count = task.lab_cancels
        if count is None:
            return
        now = task.lab_cancels = task.cancelling()
        if now < count:
            self.write(CANCEL_WITHDRAWN, task.lab_number, 0, now)

    def request_started(self, text):
        self.now()
        self._last_request += 1
        self.write(REQUEST_STARTED, self.running, 0, self._last_request, text)
        return self._last_request

    def request_ended(self, task, request, outcome, text):
        self.now()
        self.write(REQUEST_ENDED, task, outcome, request, text)

    def outcome(self, task):
        """What became of a task that is done, without that counting as looking at its error."""
        if task.cancelled():
            message = task.lab_message if task._cancel_message is None else task._cancel_message
            return CANCELLED, "CancelledError" if message is None else f"CancelledError: {message}"
        if task._exception is not None:
            return ERROR, text_of_error(task._exception)
        return RESULT, text_of_value(task._result)


def line_in(file, frame):
    """The line at which `file` stands on the stack that ends in `frame`, 0 if it does not."""
    while frame is not None:
        if frame.f_code.co_filename == file:
            return frame.f_lineno
        frame = frame.f_back
    return 0


def text_of_value(value):
    try:
        return repr(value)
    except Exception as error:
        return f"a value that cannot be shown ({type(error).__name__})"


def text_of_error(error):
    try:
        if isinstance(error, SyntaxError) and error.lineno is not None:
            return f"{type(error).__name__}: {error.msg} ({error.filename}:{error.lineno})"
        return "".join(traceback.format_exception_only(error)).strip().splitlines()[0]
    except Exception:
        return "an error that cannot be shown"
