"""The part of httpx that fetches: `AsyncClient`, `Client` and `get`, over the lab's own HTTP client.

Only GET, with `params`, `base_url`, `timeout` and `follow_redirects`; answers with `status_code`,
`text`, `content`, `headers`, `url`, `json()`, `is_success` and `raise_for_status()`. Headers and
cookies of one's own are not sent; redirects are always followed.
"""

import asyncio as _asyncio
import json as _json
import urllib.parse as _parse

import lab_http as _http
import lab_program as _program


class HTTPError(Exception):
    pass


class RequestError(HTTPError):
    pass


class TransportError(RequestError):
    pass


class ConnectError(TransportError):
    pass


class TimeoutException(TransportError):
    pass


class ReadTimeout(TimeoutException):
    pass


class ConnectTimeout(TimeoutException):
    pass


class UnsupportedProtocol(TransportError):
    pass


class HTTPStatusError(HTTPError):
    def __init__(self, message, *, response):
        super().__init__(message)
        self.response = response


class Timeout:
    def __init__(self, timeout=5.0, **others):
        self.seconds = timeout


class Headers(dict):
    """Names in lower case; looked up in any."""

    def __getitem__(self, name):
        return super().__getitem__(name.lower())

    def __contains__(self, name):
        return super().__contains__(name.lower())

    def get(self, name, default=None):
        return super().get(name.lower(), default)


class Response:
    def __init__(self, answer):
        self.status_code = answer["status"]
        self.text = answer["text"]
        self.headers = Headers(answer["headers"])
        self.url = answer["url"]

    @property
    def content(self):
        return self.text.encode()

    @property
    def is_success(self):
        return 200 <= self.status_code < 300

    @property
    def is_error(self):
        return self.status_code >= 400

    def json(self):
        return _json.loads(self.text)

    def raise_for_status(self):
        if not self.is_success:
            raise HTTPStatusError(f"Status {self.status_code} for {self.url}", response=self)
        return self

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


def _error(failure):
    kinds = {"timeout": ReadTimeout, "unsupported-scheme": UnsupportedProtocol, "bad-url": UnsupportedProtocol}
    return kinds.get(failure.code, ConnectError)(str(failure))


class _BaseClient:
    def __init__(self, *, base_url="", timeout=5.0, params=None, follow_redirects=False, headers=None, **others):
        if others:
            raise TypeError(f"This httpx is the lab's own small one: it knows no {', '.join(others)}.")
        self._base = str(base_url).rstrip("/")
        self._timeout = timeout
        self._params = params
        self.is_closed = False

    def _address(self, url, params):
        if self.is_closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        url = str(url)
        if self._base and not _parse.urlsplit(url).scheme:
            url = f"{self._base}/{url.lstrip('/')}"
        return _http.with_params(_http.with_params(url, self._params), params)


def _seconds(timeout):
    return timeout.seconds if isinstance(timeout, Timeout) else timeout


_UNSET = object()


class AsyncClient(_BaseClient):
    async def get(self, url, *, params=None, timeout=_UNSET, follow_redirects=None, headers=None):
        address = self._address(url, params)
        seconds = _seconds(self._timeout if timeout is _UNSET else timeout)
        try:
            if seconds is None:
                return Response(await _program.bridge().get(address))
            async with _asyncio.timeout(seconds):
                return Response(await _program.bridge().get(address))
        except TimeoutError:
            raise ReadTimeout(f"{address} gave no answer within {seconds} s.") from None
        except _http.HttpFailure as failure:
            raise _error(failure) from None

    async def aclose(self):
        self.is_closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.aclose()


class Client(_BaseClient):
    def get(self, url, *, params=None, timeout=None, follow_redirects=None, headers=None):
        try:
            return Response(_program.bridge().get_blocking(self._address(url, params)))
        except _http.HttpFailure as failure:
            raise _error(failure) from None

    def close(self):
        self.is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def get(url, **options):
    with Client() as client:
        return client.get(url, **options)
