"""Runs a learner's program, and carries out what the lab asks of it meanwhile."""

import ast
import asyncio
import atexit
import gc
import importlib
import inspect
import json
import linecache
import random
import signal
import sys
import time
import traceback
import types
import warnings

import lab_advice as advice
import lab_asyncio
import lab_http
import lab_output
import lab_record as record
import lab_refusals
import lab_task
import lab_time

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130

STOPPED = {"outcome": "stopped", "sentence": "It was stopped.", "exitCode": EXIT_INTERRUPTED}

_lab = None


class Lab:
    """One program: its clock, its record, its loops."""

    def __init__(self, host, file, is_virtual, is_paused, dial):
        self.host = host
        self.clock = lab_time.Clock(is_virtual)
        self.recorder = record.Recorder(host, self.clock, file)
        self.http = lab_http.Bridge(self)
        self.open_lines = lab_output.OpenLines(self)
        self.steering = lab_time.Steering(self, is_paused, dial)
        self.loop = None
        self.is_nestable = False
        self.step_start = 0.0
        self.namespace = {}
        self._file = file
        self._tasks_named = 0
        self._awaiters = 0
        self._users = set()
        """Tasks that were created from outside: only the user can await them."""
        self._awaited = set()
        """Tasks that the user awaits, and so hears of their errors."""

    @property
    def is_stopping(self):
        """The user has asked it to stop."""
        return self.host.isStopping()

    def post(self, message):
        self.host.post(json.dumps(message))

    def before_waiting(self):
        """Hands over all that the program did until now: it may be long until it does more."""
        self.recorder.flush()
        self.open_lines.show()

    def next_task_name(self):
        self._tasks_named += 1
        return f"Task-{self._tasks_named}"

    def call_of(self, coro):
        """The name of a coroutine function of the program's top level; of others none."""
        code = getattr(coro, "cr_code", None)
        if code is None or code.co_filename != self._file or code.co_name == "<module>":
            return ""
        return coro.__name__ if coro.__name__ == coro.__qualname__ else ""

    def warn(self, kind, text, task=0):
        self.recorder.write(record.PRINTED, task, record.WARNING_CHANNEL, kind, text)

    def tell(self, channel, text, task=0, kind=record.NO_ADVICE):
        self.recorder.print(channel, text, task, kind)

    def tell_outliving(self, tasks):
        """`tasks` are pending at the end of the program that made them, and are about to be cancelled."""
        if self.is_stopping:
            return
        tasks = [
            task
            for task in tasks
            if task.lab_number not in self._users and type(task.get_coro()) is not lab_task.GeneratorClose
        ]
        for task in tasks[: advice.MAX_NAMED]:
            self.warn(record.OUTLIVING, advice.outliving(task.get_name()), task.lab_number)
        others = len(tasks) - advice.MAX_NAMED
        if others > 0:
            self.warn(record.OUTLIVING, advice.others_outliving(others))

    def check_interrupt(self):
        if self.host.takeInterrupt():
            signal.getsignal(signal.SIGINT)(signal.SIGINT, None)

    def report(self, context):
        """What asyncio tells about errors that nobody else hears of."""
        message = context["message"]
        exception = context.get("exception")
        task = context.get("task") or context.get("future")
        is_task = isinstance(task, lab_task.Task)
        number = task.lab_number if is_task else 0
        if message == "Task exception was never retrieved" and is_task:
            self._tell_unseen_error(task, exception)
        elif exception is not None:
            line = line_of(exception, self._file)
            where = f" ({self._file}:{line})" if line else ""
            self.tell(record.ERROR_CHANNEL, f"{message}: {record.text_of_error(exception)}{where}", number)
        else:
            name = f" ({task.get_name()})" if is_task else ""
            self.tell(record.ERROR_CHANNEL, f"{message}{name}", number)

    def show_warning(self, message, category, filename, lineno, file=None, line=None):
        text = str(message)
        if issubclass(category, RuntimeWarning) and text.endswith("was never awaited"):
            self.warn(record.NEVER_AWAITED, advice.never_awaited(text))
        else:
            self.tell(record.WARNING_CHANNEL, f"{filename}:{lineno}: {category.__name__}: {text}")

    def tell_line(self, number, frame):
        """Where the program stands: asked by a signal when it has not yielded for long."""
        while frame is not None and frame.f_code.co_filename != self._file:
            frame = frame.f_back
        line = None if frame is None else frame.f_lineno
        name = None if frame is None or frame.f_code.co_name == "<module>" else frame.f_code.co_name
        self.before_waiting()
        self.post({"type": "line", "line": line, "functionName": name})

    # --- What the lab asks ---

    def take_messages(self):
        while (text := self.host.take()) is not None:
            message = json.loads(text)
            if message["type"] == "http-answer":
                self.http.answered(message["id"], message["answer"])
            elif message["type"] == "command":
                self.post({"type": "answer", "id": message["id"], "answer": self._perform(message["command"])})

    def _perform(self, command):
        try:
            if command["do"] == "create":
                return {"value": self._create(command["coroutine"], command["args"])}
            if command["do"] == "cancel-all":
                return {"value": self._cancel_all()}
            if command["do"] == "steer":
                self.steering.steer(command["time"]["paused"], command["time"]["dial"])
                return {"value": True}
            if command["do"] == "step":
                return {"value": self.steering.step(self.loop)}
            if command["do"] == "look":
                return {"value": self.steering.look(self.loop)}
            task = self.recorder.tasks.get(command["task"])
            if task is None:
                return {"error": f"The program has no task {command['task']}."}
            if command["do"] == "cancel":
                with self.recorder.cancel_as(record.BY_USER):
                    return {"value": task.cancel(command["message"])}
            return {"value": self._await(task)}
        except lab_time.SteeringError as error:
            return {"error": str(error)}
        except Exception as error:
            return {"error": record.text_of_error(error)}

    def _create(self, name, args):
        function = self.namespace.get(name)
        if not inspect.iscoroutinefunction(function):
            raise LookupError(f"The program has no coroutine {name} at its top level.")
        task = self.loop.create_task(function(*args))
        self._users.add(task.lab_number)
        task.add_done_callback(self._tell_unseen)
        return task.lab_number

    def _tell_unseen(self, task):
        """A task that only the user can await has ended. If it failed, and the user does not await it, that is told at once."""
        if task.cancelled() or task._exception is None or task.lab_number in self._awaited:
            return
        self._tell_unseen_error(task, task.exception())

    def _tell_unseen_error(self, task, error):
        line = line_of(error, self._file)
        place = f"{self._file}:{line}" if line else ""
        text = advice.unseen_error(task.get_name(), record.text_of_error(error), place)
        self.tell(record.ERROR_CHANNEL, text, task.lab_number, record.UNSEEN_ERROR)

    def _cancel_all(self):
        # The first one is the loop's `main`.
        others = lab_task.ordered_tasks(self.loop)[1:]
        with self.recorder.cancel_as(record.BY_USER):
            return sum(task.cancel() for task in others)

    def _await(self, task):
        awaited = task.get_name()
        self._awaiters += 1
        self._awaited.add(task.lab_number)
        self.recorder.call_text = f"await {awaited}"
        # A cancel passes on to what a task awaits; but cancelling all tasks leaves `main` alone.
        is_main = lab_task.ordered_tasks(self.loop)[:1] == [task]
        awaited_future = asyncio.shield(task) if is_main else task
        awaiter = self.loop.create_task(_awaiting(awaited_future), name=f"await-{self._awaiters}")
        number = awaiter.lab_number

        def tell(_):
            outcome, text = self.recorder.outcome(awaiter)
            verb = "gave" if outcome == record.RESULT else "threw"
            self.tell(record.RESULT_CHANNEL, f"await {awaited} {verb} {text}", number)
            # Now that it was told, its error has been looked at.
            if not awaiter.cancelled():
                awaiter.exception()

        awaiter.add_done_callback(tell)
        return number

    # --- Running ---

    def run(self, source):
        """Runs the program to its end, and says how it ended."""
        global _lab
        _lab = self
        outputs = [lab_output.Output(self, channel) for channel in (record.OUTPUT_CHANNEL, record.ERROR_CHANNEL)]
        sys.stdout, sys.stderr = self.open_lines.outputs = outputs
        warnings.showwarning = self.show_warning
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGUSR1, self.tell_line)
        replace_time(self)
        try:
            try:
                return self._run(source)
            finally:
                atexit._run_exitfuncs()
                signal.signal(signal.SIGINT, _too_late)
        except KeyboardInterrupt:
            # The second of two, when the first had ended the program already.
            signal.signal(signal.SIGINT, _too_late)
            return STOPPED
        finally:
            # Whatever is left says now that nobody awaited it.
            self.namespace.clear()
            self.recorder.tasks.clear()
            gc.collect()
            for output in outputs:
                output.finish()
            self.recorder.now()
            self.recorder.flush()

    def _run(self, source):
        module = types.ModuleType("__main__")
        module.__file__ = self._file
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        linecache.cache[self._file] = (len(source), None, source.splitlines(keepends=True), self._file)
        try:
            tree = ast.parse(source, self._file)
            code = compile(source, self._file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            names = [node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef)]
            self.post({"type": "started", "coroutines": names})
            self.post({"type": "clock", "runs": True})
            if code.co_flags & inspect.CO_COROUTINE:
                with asyncio.Runner() as runner:
                    runner.run(eval(code, self.namespace))
            else:
                exec(code, self.namespace)
        except SystemExit as leaving:
            return self._left(leaving.code)
        except KeyboardInterrupt as interrupt:
            if self.is_stopping:
                return STOPPED
            return self._failed(interrupt, EXIT_INTERRUPTED)
        except MemoryError as error:
            line = line_of(error, self._file)
            where = f" at line {line}" if line else ""
            return {
                "outcome": "out-of-memory",
                "sentence": f"It ran out of memory{where}. Is there a list or a loop that grows for ever?",
                "exitCode": EXIT_FAILED,
            }
        except BaseException as error:
            return self._failed(error, EXIT_FAILED)
        return {"outcome": "finished", "sentence": "", "exitCode": 0}

    def _failed(self, error, status):
        self.tell(record.ERROR_CHANNEL, own_traceback(error, self._file))
        return {"outcome": "failed", "sentence": record.text_of_error(error), "exitCode": status}

    def _left(self, code):
        if code is None or isinstance(code, int):
            status = (code or 0) & 0xFF
        else:
            self.tell(record.ERROR_CHANNEL, str(code))
            status = EXIT_FAILED
        outcome = "finished" if status == 0 else "failed"
        sentence = "" if status == 0 else f"It left with status {status}."
        return {"outcome": outcome, "sentence": sentence, "exitCode": status}


def _too_late(number, frame):
    """Of an interrupt that comes when the program is over."""


async def _awaiting(future):
    return await future


def make_nestable(module):
    """Lets `asyncio.run` be called inside of a running loop, in which it then runs its coroutine."""
    if _lab.is_nestable:
        return
    _lab.is_nestable = True
    run = module.run

    def nested_run(main, *, debug=None, loop_factory=None):
        loop = module._get_running_loop()
        if loop is None:
            return run(main, debug=debug, loop_factory=loop_factory)
        return loop.run_until_complete(main)

    module.run = nested_run


def own_traceback(error, file):
    """A traceback of the learner's own lines; what lies between them is the lab's and asyncio's."""
    told = traceback.TracebackException.from_exception(error)
    _keep_own(told, file, set())
    return "".join(told.format()).rstrip()


def _keep_own(told, file, seen):
    if told is None or id(told) in seen:
        return
    seen.add(id(told))
    own = [frame for frame in told.stack or () if frame.filename == file]
    told.stack = traceback.StackSummary.from_list(own) if own else None
    _keep_own(told.__cause__, file, seen)
    _keep_own(told.__context__, file, seen)
    for each in told.exceptions or ():
        _keep_own(each, file, seen)


def line_of(error, file):
    """The innermost line of `file` at which `error` came up, 0 if there is none."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
    return lines[-1] if lines else 0


def replace_time(lab):
    """`time.sleep` waits so that it can be interrupted; under a virtual clock all of `time` follows it."""
    clock, host = lab.clock, lab.host

    def sleep(seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        lab.before_waiting()
        if clock.is_virtual:
            clock.now += seconds
            return
        due = clock.real() + seconds
        while (left := due - clock.real()) > 0:
            host.block(left * 1000)
            lab.check_interrupt()

    time.sleep = sleep
    if clock.is_virtual:
        origin = time.time()
        time.time = lambda: origin + clock.now
        time.monotonic = time.perf_counter = lambda: clock.now


def prepare():
    """Once for an interpreter, before its program."""
    lab_asyncio.install(lambda: _lab)
    lab_refusals.install()
    lab_http.install(lambda: _lab.http)
    # What programs of tutorials import first is there at once.
    for name in ("contextvars", "dataclasses", "datetime", "enum", "httpx", "logging", "requests", "typing"):
        importlib.import_module(name)


def begin_anew():
    """What an interpreter that goes on from its image has to find out where it runs."""
    random.seed()
    year = time.localtime().tm_year
    firsts = (time.mktime((year, month, 1, 0, 0, 0, 0, 0, -1)) for month in (1, 7))
    january, july = (-time.localtime(first).tm_gmtoff for first in firsts)
    time.timezone, time.altzone = max(january, july), min(january, july)
    time.daylight = int(january != july)


def run_program(host, source, file, is_virtual, is_paused, dial):
    try:
        begin_anew()
        end = Lab(host, file, is_virtual, is_paused, dial).run(source)
    except KeyboardInterrupt:
        # Before anything of it had run.
        signal.signal(signal.SIGINT, _too_late)
        end = STOPPED
    return json.dumps(end)
