"""HTTP for programs: they ask the lab, which fetches. Only GET; what is read is text."""

import asyncio
import json as _json
import urllib.parse

import lab_loop
import lab_record as record


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
        future = lab_loop.HostFuture(loop=loop)
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

    def get_blocking(self, url):
        """Fetches while nobody else can run, as a client without await does."""
        lab = self._lab
        task, number, request = self._begin(url)
        lab.recorder.flush()
        while (text := lab.host.takeAnswer(number)) is None:
            lab.check_interrupt()
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
