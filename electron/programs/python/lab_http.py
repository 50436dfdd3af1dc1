"""HTTP for programs: they ask the lab, which fetches. Only GET; what is read is text."""

import asyncio
import email.message
import http
import io
import json as _json
import urllib.error
import urllib.parse
import urllib.request
import urllib.response

import lab_record as record
import lab_task


class HttpFailure(Exception):
    """Why a request gave nothing: a sentence, and a word for the kind."""

    def __init__(self, sentence, code):
        super().__init__(sentence)
        self.code = code


class Bridge:
    """The requests of one program."""

    def __init__(self, lab):
        self._lab = lab
        self._last = 0
        self._waiting = {}

    async def get(self, url):
        """Fetches while others run."""
        lab, loop = self._lab, asyncio.get_running_loop()
        recorder = lab.recorder
        task, number, request = self._begin(url)
        future = lab_task.HostFuture(loop=loop)
        future.lab_text = _text_of(url)
        loop.host_work += 1
        self._waiting[number] = (future, task, request)
        try:
            return _checked(await future)
        except asyncio.CancelledError:
            if self._waiting.pop(number, None) is not None:
                lab.post({"type": "http-abort", "id": number})
                recorder.request_ended(task, request, record.ABORTED, "aborted")
            raise
        finally:
            loop.host_work -= 1

    def get_blocking(self, url, seconds=None):
        """
        Fetches while nobody else can run, as a client without await does.

        seconds: the longest it may take, in the machine's own time
        """
        lab = self._lab
        task, number, request = self._begin(url)
        lab.before_waiting()
        began = lab.clock.real()
        while (text := lab.host.takeAnswer(number)) is None:
            lab.check_interrupt()
            if seconds is not None and lab.clock.real() - began > seconds:
                lab.post({"type": "http-abort", "id": number})
                lab.recorder.request_ended(task, request, record.ABORTED, "aborted")
                raise HttpFailure(too_late(url, seconds), "timeout")
        answer = _json.loads(text)
        self._tell_end(task, request, answer)
        return _checked(answer)

    def answered(self, number, answer):
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        future, task, request = waiting
        self._tell_end(task, request, answer)
        if not future.done():
            future.set_result(answer)

    @property
    def open_requests(self):
        return len(self._waiting)

    def _begin(self, url):
        recorder = self._lab.recorder
        self._last += 1
        task = recorder.running
        request = recorder.request_started(_text_of(url))
        self._lab.post({"type": "http", "id": self._last, "url": url, "task": task})
        return task, self._last, request

    def _tell_end(self, task, request, answer):
        if "error" in answer:
            self._lab.recorder.request_ended(task, request, record.FAILED, answer["error"])
        else:
            self._lab.recorder.request_ended(task, request, record.ANSWERED, str(answer["status"]))


bridge = None
"""Gives the way to HTTP of the program that runs."""


class Headers(dict):
    """Names in lower case; looked up in any."""

    def __init__(self, items=()):
        super().__init__()
        self.update(items or ())

    def __setitem__(self, name, value):
        super().__setitem__(name.lower(), value)

    def __getitem__(self, name):
        return super().__getitem__(name.lower())

    def __contains__(self, name):
        return super().__contains__(name.lower())

    def get(self, name, default=None):
        return super().get(name.lower(), default)

    def update(self, items):
        for name, value in dict(items).items():
            self[name] = value


_SENDING = {"head", "options", "post", "put", "patch", "delete"}


def missing(name, owner):
    """
    What is to be given for a name that a client of the lab does not have: for those that would send
    something a function that says why; for others there is an AttributeError.
    """
    if name not in _SENDING:
        raise AttributeError(f"{owner} has no attribute {name!r}")
    return lambda *args, **options: refuse_method(name)


def refuse_method(name):
    raise NotImplementedError(f"The lab fetches with GET only: {name} cannot be used here.")


def reason_of(status):
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""


def too_late(url, seconds):
    return f"{url} gave no answer within {seconds} s."


def pieces_of(content, size):
    for start in range(0, len(content), size):
        yield content[start : start + size]


def with_params(url, params):
    """`url` with further parameters in its query."""
    if not params:
        return url
    items = params.items() if hasattr(params, "items") else params
    query = urllib.parse.urlencode([(key, value) for key, value in items if value is not None], doseq=True)
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _text_of(url):
    parts = urllib.parse.urlsplit(url)
    return f"GET {parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _checked(answer):
    if "error" in answer:
        raise HttpFailure(answer["error"], answer["code"])
    return answer


class UrllibAnswer(urllib.response.addinfourl):
    def getheader(self, name, default=None):
        return self.headers.get(name, default)

    def getheaders(self):
        return self.headers.items()


def _do_open(self, http_class, request, **options):
    """In the place of the way to a socket: openers, errors and answers of `urllib.request` stay as they are."""
    if request.get_method() != "GET":
        raise urllib.error.URLError(f"the lab fetches with GET only, not with {request.get_method()}")
    seconds = request.timeout if isinstance(request.timeout, (int, float)) else None
    try:
        answer = bridge().get_blocking(request.full_url, seconds)
    except HttpFailure as failure:
        reason = TimeoutError(str(failure)) if failure.code == "timeout" else str(failure)
        raise urllib.error.URLError(reason) from None
    headers = email.message.Message()
    for name, value in answer["headers"].items():
        headers[name.title()] = value
    content = io.BytesIO(answer["text"].encode())
    shown = UrllibAnswer(content, headers, answer["url"], answer["status"])
    shown.msg = shown.reason = reason_of(answer["status"])
    return shown


def install(bridge_now):
    """
    Lets `urllib.request` and the lab's own clients fetch through the lab. Call once.

    bridge_now: gives the `Bridge` of the program that runs
    """
    global bridge
    bridge = bridge_now
    urllib.request.AbstractHTTPHandler.do_open = _do_open
