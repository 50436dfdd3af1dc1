"""The part of requests that fetches: `get` and `Session().get`, over the lab's own HTTP client.

Only GET, with `params`. Like the real one it has no await: while it fetches, no task can run.
"""

import json as _json

import lab_http as _http
import lab_program as _program


class RequestException(IOError):
    def __init__(self, *args, response=None):
        super().__init__(*args)
        self.response = response


class ConnectionError(RequestException):
    pass


class Timeout(RequestException):
    pass


class HTTPError(RequestException):
    pass


class Response:
    def __init__(self, answer):
        self.status_code = answer["status"]
        self.text = answer["text"]
        self.headers = answer["headers"]
        self.url = answer["url"]

    @property
    def content(self):
        return self.text.encode()

    @property
    def ok(self):
        return self.status_code < 400

    def json(self):
        return _json.loads(self.text)

    def raise_for_status(self):
        if not self.ok:
            raise HTTPError(f"Status {self.status_code} for {self.url}", response=self)

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


class Session:
    def get(self, url, params=None, *, timeout=None, headers=None):
        try:
            return Response(_program.bridge().get_blocking(_http.with_params(str(url), params)))
        except _http.HttpFailure as failure:
            kind = Timeout if failure.code == "timeout" else ConnectionError
            raise kind(str(failure)) from None

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def get(url, params=None, **options):
    return Session().get(url, params, **options)
