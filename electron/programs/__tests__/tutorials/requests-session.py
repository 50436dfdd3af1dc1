import requests
from requests.exceptions import HTTPError, RequestException

SITE = "https://jsonplaceholder.typicode.com"

with requests.Session() as session:
    session.headers.update({"User-Agent": "tutorial"})
    response = session.get(f"{SITE}/posts", params={"userId": 1}, timeout=5)
    print(response.status_code, response.ok, response.reason, len(response.json()))
    print(response.headers["content-type"] == response.headers.get("Content-Type"), response.encoding)
    print(bool(response), response.elapsed.total_seconds() >= 0, len(list(response.iter_content(100))) > 1)
print(requests.get(f"{SITE}/posts/1").json()["id"], requests.codes.ok)
try:
    requests.get(f"{SITE}/posts/9999").raise_for_status()
except HTTPError as error:
    print(error, error.response.status_code)
try:
    requests.get("http://nowhere.invalid")
except requests.exceptions.ConnectionError as error:
    print(str(error).split(":")[0], isinstance(error, RequestException))
try:
    requests.get(SITE, timeout=0.001)
except requests.Timeout:
    print("too late")
try:
    requests.get(SITE, timeout=0)
except ValueError as error:
    print(error)
requests.post(f"{SITE}/posts", json={"title": "new"})

# real time
# latency ms | 500
# out | 200 True OK 10
# out | True utf-8
# out | True True True
# out | 1 200
# out | 404 Client Error: Not Found for url: https://jsonplaceholder.typicode.com/posts/9999 404
# out | Programs may not fetch from nowhere.invalid True
# out | too late
# out | Attempted to set connect timeout to 0, but the timeout cannot be set to a value less than or equal to 0.
# err | NotImplementedError: The lab fetches with GET only: post cannot be used here.
# exit | 1
