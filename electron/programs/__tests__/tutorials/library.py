import collections, csv, datetime, decimal, enum, functools, hashlib, heapq, inspect, io, itertools
import json, math, pathlib, pickle, random, re, sqlite3, statistics, string, tempfile, textwrap, typing, uuid
from dataclasses import asdict, dataclass


@dataclass
class Point:
    x: int


print(json.dumps(asdict(Point(1))), pickle.loads(pickle.dumps(Point(2))))
print(inspect.getsource(Point).splitlines()[2].strip(), typing.get_type_hints(Point))
path = pathlib.Path("notes.txt")
path.write_text("kept in memory")
print(path.read_text(), path.absolute().parent)
with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, "a").write_text("b")
connection = sqlite3.connect(":memory:")
print(connection.execute("select 1 + 1").fetchone())
print(decimal.Decimal("0.1") * 3, hashlib.sha256(b"x").hexdigest()[:8], __name__, __file__)

# out | {"x": 1} Point(x=2)
# out | x: int {'x': <class 'int'>}
# out | kept in memory /home/pyodide
# out | (2,)
# out | 0.3 2d711642 __main__ library.py
