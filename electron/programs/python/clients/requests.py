"""The part of requests that fetches: `get` and `Session`, over the lab's own HTTP client.

Only GET, with `params` and `timeout`; headers of one's own are not sent. Like the real one it has no
await: while it fetches, no task can run.
"""

import datetime as _datetime
import http as _http_codes
import json as _json
import sys as _sys
import time as _time
import types as _types

import lab_http as _http

codes = _types.SimpleNamespace(**{code.name.lower(): code.value for code in _http_codes.HTTPStatus})


class RequestException(IOError):
    def __init__(self, *args, response=None):
        super().__init__(*args)
        self.response = response


class ConnectionError(RequestException):
    pass


class Timeout(RequestException):
    pass


class ConnectTimeout(ConnectionError, Timeout):
    pass


class ReadTimeout(Timeout):
    pass


class HTTPError(RequestException):
    pass


class TooManyRedirects(RequestException):
    pass


class InvalidURL(RequestException, ValueError):
    pass


class InvalidSchema(RequestException, ValueError):
    pass


class JSONDecodeError(RequestException, _json.JSONDecodeError):
    def __init__(self, *args):
        _json.JSONDecodeError.__init__(self, *args)
        self.response = None


exceptions = _types.ModuleType("requests.exceptions")
exceptions.__dict__.update(
    {name: value for name, value in globals().items() if isinstance(value, type) and issubclass(value, Exception)}
)
_sys.modules["requests.exceptions"] = exceptions

_ERRORS = {
    "timeout": ReadTimeout,
    "bad-url": InvalidURL,
    "unsupported-scheme": InvalidSchema,
    "too-many-redirects": TooManyRedirects,
}


class Response:
    encoding = "utf-8"

    def __init__(self, answer, seconds):
        self.status_code = answer["status"]
        self.text = answer["text"]
        self.headers = _http.Headers(answer["headers"])
        self.url = answer["url"]
        self.elapsed = _datetime.timedelta(seconds=seconds)
        self.history = []

    @property
    def content(self):
        return self.text.encode()

    @property
    def reason(self):
        return _http.reason_of(self.status_code)

    @property
    def ok(self):
        return self.status_code < 400

    def json(self, **options):
        try:
            return _json.loads(self.text, **options)
        except _json.JSONDecodeError as error:
            raise JSONDecodeError(error.msg, error.doc, error.pos) from None

    def iter_lines(self, decode_unicode=False):
        for line in self.text.splitlines():
            yield line if decode_unicode else line.encode()

    def iter_content(self, chunk_size=1, decode_unicode=False):
        yield from _http.pieces_of(self.text if decode_unicode else self.content, chunk_size)

    def raise_for_status(self):
        if self.ok:
            return
        kind = "Client" if self.status_code < 500 else "Server"
        message = f"{self.status_code} {kind} Error: {self.reason} for url: {self.url}"
        raise HTTPError(message, response=self)

    def close(self):
        pass

    def __bool__(self):
        return self.ok

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


class Session:
    def __init__(self):
        self.headers = _http.Headers()
        self.params = {}
        self.cookies = {}

    def request(
        self, method, url, params=None, *, timeout=None, headers=None, stream=False, verify=True, cookies=None
    ):
        if method.upper() != "GET":
            _http.refuse_method(method.upper())
        address = _http.with_params(_http.with_params(str(url), self.params), params)
        # Two of them are for connecting and for reading.
        seconds = timeout[1] if isinstance(timeout, tuple) else timeout
        if seconds is not None and seconds <= 0:
            raise ValueError(
                f"Attempted to set connect timeout to {seconds}, "
                "but the timeout cannot be set to a value less than or equal to 0."
            )
        began = _time.perf_counter()
        try:
            answer = _http.bridge().get_blocking(address, seconds)
        except _http.HttpFailure as failure:
            raise _ERRORS.get(failure.code, ConnectionError)(str(failure)) from None
        return Response(answer, _time.perf_counter() - began)

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def __getattr__(self, name):
        return _http.missing(name, repr(self))

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def session():
    return Session()


def request(method, url, **options):
    return Session().request(method, url, **options)


def get(url, params=None, **options):
    return request("GET", url, params=params, **options)


def __getattr__(name):
    return _http.missing(name, f"module {__name__!r}")
