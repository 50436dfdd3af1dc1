import json
import urllib.error
import urllib.request
from urllib.request import Request, urlopen

SITE = "https://jsonplaceholder.typicode.com"

with urlopen(f"{SITE}/posts/1", timeout=5) as response:
    print(response.status, response.reason, response.headers.get_content_type(), response.geturl())
    print(json.loads(response.read().decode("utf-8"))["id"])
with urlopen(Request(f"{SITE}/posts/2", headers={"Accept": "application/json"})) as response:
    print(json.load(response)["id"], response.getheader("content-type").split(";")[0])
opener = urllib.request.build_opener()
print(opener.open(f"{SITE}/posts/3").getcode())
try:
    urlopen(f"{SITE}/posts/9999")
except urllib.error.HTTPError as error:
    print(error.code, error.reason, error)
try:
    urlopen("https://example.com")
except urllib.error.URLError as error:
    print(error.reason.split(":")[0])
urlopen(f"{SITE}/posts", data=b"title=new")

# real time
# out | 200 OK application/json https://jsonplaceholder.typicode.com/posts/1
# out | 1
# out | 2 application/json
# out | 200
# out | 404 Not Found HTTP Error 404: Not Found
# out | Programs may not fetch from example.com
# err | URLError: <urlopen error the lab fetches with GET only, not with POST>
# exit | 1
