"""What a program in the lab cannot have: each is refused in a sentence that says so."""

import _thread
import asyncio
import builtins
import importlib.machinery
import io
import os
import socket
import subprocess
import sys
import threading

NO_THREADS = (
    "A program in the lab has one thread, in which its tasks take turns: "
    "there is none for asyncio.to_thread, an executor or a threading.Thread."
)
NO_PROCESSES = "A program in the lab cannot start other programs or processes."
NO_SOCKETS = "A program in the lab has no sockets: fetch with httpx, requests or urllib.request."
NO_INPUT = "input() cannot be used: a program in the lab has no keyboard of its own."


def _refuses(kind, sentence):
    def refuse(*args, **options):
        raise kind(sentence)

    return refuse


_no_threads = _refuses(RuntimeError, NO_THREADS)
_no_processes = _refuses(PermissionError, NO_PROCESSES)
_no_sockets = _refuses(PermissionError, NO_SOCKETS)


class LimitedLoop(asyncio.BaseEventLoop):
    """A loop without threads, processes and sockets."""

    run_in_executor = staticmethod(_no_threads)
    subprocess_exec = subprocess_shell = staticmethod(_no_processes)
    create_connection = create_server = create_datagram_endpoint = staticmethod(_no_sockets)
    getaddrinfo = getnameinfo = staticmethod(_no_sockets)


def _of_processes(module):
    module.BaseProcess.start = _no_processes


def _of_contexts(module):
    module.BaseContext.Pool = module.BaseContext.Manager = _no_processes


def _of_process_pools(module):
    module.ProcessPoolExecutor.__init__ = _no_processes


_CHANGES = {
    "multiprocessing.process": _of_processes,
    "multiprocessing.context": _of_contexts,
    "concurrent.futures.process": _of_process_pools,
}
"""Of modules that only few programs import: what is to be done when one does."""


class _Loader:
    """One that is there already, and a change after it. One loader has all modules of the standard library."""

    def __init__(self, loader, change):
        self._loader = loader
        self._change = change

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._change(module)


class _Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        change = _CHANGES.get(name)
        if change is None:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        spec.loader = _Loader(spec.loader, change)
        return spec


def install():
    """Puts the refusals in their places. Call once."""
    builtins.input = _refuses(RuntimeError, NO_INPUT)
    sys.stdin = io.StringIO()
    threading._start_joinable_thread = _no_threads
    _thread.start_new_thread = _thread.start_new = _thread.start_joinable_thread = _no_threads
    os.system = _no_processes
    subprocess.Popen.__init__ = _no_processes
    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        setattr(socket.socket, name, _no_sockets)
    socket.getaddrinfo = socket.gethostbyname = socket.create_connection = _no_sockets
    sys.meta_path.insert(0, _Finder)
