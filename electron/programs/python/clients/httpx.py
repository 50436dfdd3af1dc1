"""The part of httpx that fetches, over the lab's own HTTP client.

`AsyncClient`, `Client`, `get`, `stream` and what they give. Only GET; an answer is there whole when it
comes, streams included. Headers and cookies of one's own are not sent; redirects are always followed.
"""

import asyncio as _asyncio
import contextlib as _contextlib
import datetime as _datetime
import http as _http_codes
import json as _json
import time as _time
import urllib.parse as _parse

import lab_http as _http

codes = _http_codes.HTTPStatus
Headers = _http.Headers


class HTTPError(Exception):
    def __init__(self, message, *, request=None):
        super().__init__(message)
        self.request = request


class RequestError(HTTPError):
    pass


class TransportError(RequestError):
    pass


class NetworkError(TransportError):
    pass


class ConnectError(NetworkError):
    pass


class ReadError(NetworkError):
    pass


class TimeoutException(TransportError):
    pass


class ReadTimeout(TimeoutException):
    pass


class ConnectTimeout(TimeoutException):
    pass


class WriteTimeout(TimeoutException):
    pass


class PoolTimeout(TimeoutException):
    pass


class UnsupportedProtocol(TransportError):
    pass


class TooManyRedirects(RequestError):
    pass


class InvalidURL(Exception):
    pass


class HTTPStatusError(HTTPError):
    def __init__(self, message, *, request=None, response):
        super().__init__(message, request=request)
        self.response = response


_ERRORS = {
    "timeout": ReadTimeout,
    "unsupported-scheme": UnsupportedProtocol,
    "bad-url": UnsupportedProtocol,
    "too-many-redirects": TooManyRedirects,
}


class Timeout:
    """Of the four limits, that of reading counts: for the whole answer."""

    def __init__(self, timeout=5.0, *, connect=None, read=None, write=None, pool=None):
        self.connect, self.write, self.pool = connect or timeout, write or timeout, pool or timeout
        self.read = read or timeout


class Limits:
    """How many connections there may be: the lab's client has limits of its own."""

    def __init__(self, *, max_connections=None, max_keepalive_connections=None, keepalive_expiry=5.0):
        self.max_connections = max_connections
        self.max_keepalive_connections = max_keepalive_connections
        self.keepalive_expiry = keepalive_expiry


class URL(str):
    """An address, with its parts."""

    @property
    def scheme(self):
        return _parse.urlsplit(self).scheme

    @property
    def host(self):
        return _parse.urlsplit(self).hostname or ""

    @property
    def port(self):
        return _parse.urlsplit(self).port

    @property
    def path(self):
        return _parse.urlsplit(self).path or "/"

    @property
    def query(self):
        return _parse.urlsplit(self).query.encode()

    def __repr__(self):
        return f"URL({str(self)!r})"


class Request:
    def __init__(self, method, url, *, headers=None):
        self.method = method
        self.url = URL(url)
        self.headers = Headers(headers)

    def __repr__(self):
        return f"<Request({self.method!r}, {str(self.url)!r})>"


class Response:
    http_version = "HTTP/1.1"
    encoding = "utf-8"

    def __init__(self, answer, request, seconds):
        self.status_code = answer["status"]
        self.text = answer["text"]
        self.headers = Headers(answer["headers"])
        self.url = URL(answer["url"])
        self.request = request
        self.elapsed = _datetime.timedelta(seconds=seconds)
        self.history = []
        self.is_closed = True

    @property
    def content(self):
        return self.text.encode()

    @property
    def reason_phrase(self):
        return _http.reason_of(self.status_code)

    @property
    def is_informational(self):
        return 100 <= self.status_code < 200

    @property
    def is_success(self):
        return 200 <= self.status_code < 300

    @property
    def is_redirect(self):
        return 300 <= self.status_code < 400

    @property
    def is_client_error(self):
        return 400 <= self.status_code < 500

    @property
    def is_server_error(self):
        return 500 <= self.status_code < 600

    @property
    def is_error(self):
        return self.status_code >= 400

    def json(self, **options):
        return _json.loads(self.text, **options)

    def raise_for_status(self):
        if self.is_success:
            return self
        kind = "Client error" if self.is_client_error else "Server error" if self.is_server_error else "Status"
        message = f"{kind} '{self.status_code} {self.reason_phrase}' for url '{self.url}'"
        raise HTTPStatusError(message, request=self.request, response=self)

    def read(self):
        return self.content

    def iter_lines(self):
        yield from self.text.splitlines()

    def iter_text(self, chunk_size=None):
        yield from _http.pieces_of(self.text, chunk_size or 4096)

    def iter_bytes(self, chunk_size=None):
        yield from _http.pieces_of(self.content, chunk_size or 4096)

    iter_raw = iter_bytes

    def close(self):
        pass

    async def aread(self):
        return self.content

    async def aiter_lines(self):
        for line in self.iter_lines():
            yield line

    async def aiter_text(self, chunk_size=None):
        for piece in self.iter_text(chunk_size):
            yield piece

    async def aiter_bytes(self, chunk_size=None):
        for piece in self.iter_bytes(chunk_size):
            yield piece

    aiter_raw = aiter_bytes

    async def aclose(self):
        pass

    def __repr__(self):
        phrase = self.reason_phrase
        return f"<Response [{self.status_code}{' ' if phrase else ''}{phrase}]>"


_CHANGES_NOTHING = {"cookies", "http1", "http2", "limits", "max_redirects", "trust_env", "verify"}
"""What a client may be given, and what makes no difference here."""

_UNSET = object()


class _BaseClient:
    def __init__(
        self, *, base_url="", timeout=5.0, params=None, follow_redirects=False, headers=None, **others
    ):
        unknown = others.keys() - _CHANGES_NOTHING
        if unknown:
            raise TypeError(f"This httpx is the lab's own small one: it knows no {', '.join(sorted(unknown))}.")
        self.base_url = URL(str(base_url).rstrip("/"))
        self.timeout = timeout
        self.params = params
        self.headers = Headers(headers)
        self.cookies = {}
        self.follow_redirects = follow_redirects
        self.is_closed = False

    def _request(self, method, url, params, headers):
        if method.upper() != "GET":
            _http.refuse_method(method.upper())
        if self.is_closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        url = str(url)
        if self.base_url and not _parse.urlsplit(url).scheme:
            url = f"{self.base_url}/{url.lstrip('/')}"
        address = _http.with_params(_http.with_params(url, self.params), params)
        return Request("GET", address, headers={**self.headers, **Headers(headers)})

    def _seconds(self, timeout):
        timeout = self.timeout if timeout is _UNSET else timeout
        return timeout.read if isinstance(timeout, Timeout) else timeout

    def __getattr__(self, name):
        return _http.missing(name, repr(self))


def _error(failure, request):
    return _ERRORS.get(failure.code, ConnectError)(str(failure), request=request)


class AsyncClient(_BaseClient):
    async def request(
        self, method, url, *, params=None, timeout=_UNSET, follow_redirects=None, headers=None, cookies=None
    ):
        request = self._request(method, url, params, headers)
        seconds = self._seconds(timeout)
        began = _time.perf_counter()
        try:
            async with _asyncio.timeout(seconds):
                answer = await _http.bridge().get(request.url)
        except TimeoutError:
            raise ReadTimeout(_http.too_late(request.url, seconds), request=request) from None
        except _http.HttpFailure as failure:
            raise _error(failure, request) from None
        return Response(answer, request, _time.perf_counter() - began)

    async def get(self, url, **options):
        return await self.request("GET", url, **options)

    @_contextlib.asynccontextmanager
    async def stream(self, method, url, **options):
        yield await self.request(method, url, **options)

    async def aclose(self):
        self.is_closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.aclose()


class Client(_BaseClient):
    def request(
        self, method, url, *, params=None, timeout=_UNSET, follow_redirects=None, headers=None, cookies=None
    ):
        request = self._request(method, url, params, headers)
        began = _time.perf_counter()
        try:
            answer = _http.bridge().get_blocking(request.url, self._seconds(timeout))
        except _http.HttpFailure as failure:
            raise _error(failure, request) from None
        return Response(answer, request, _time.perf_counter() - began)

    def get(self, url, **options):
        return self.request("GET", url, **options)

    @_contextlib.contextmanager
    def stream(self, method, url, **options):
        yield self.request(method, url, **options)

    def close(self):
        self.is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def request(method, url, **options):
    with Client() as client:
        return client.request(method, url, **options)


def get(url, **options):
    return request("GET", url, **options)


def stream(method, url, **options):
    return Client().stream(method, url, **options)


def __getattr__(name):
    return _http.missing(name, f"module {__name__!r}")
