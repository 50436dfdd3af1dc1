"""Measures one test of one library in this process, and prints the figures per operation as JSON.

    python3 asyncio_subject.py '{"subject": "asyncio", "test": "a", "metric": "wall", "cold": 200000, "warm": 20000, "runs": 5}'
"""

import gc
import json
import sys
import time
import tracemalloc


class Held:
    """Memory that a test's objects take, per object: what Python allocated between two points."""

    def __enter__(self):
        gc.collect()
        tracemalloc.start()
        return self

    def per_object(self, n):
        gc.collect()
        return tracemalloc.get_traced_memory()[0] / n

    def __exit__(self, *_):
        tracemalloc.stop()


def main(tests):
    request = json.loads(sys.argv[1])
    run = tests.get(request["test"])
    if run is None:
        print("null")
        return
    metric = request["metric"]
    clock = time.process_time if metric == "cpu" else time.perf_counter

    def once(n):
        started = clock()
        figure = run(n)
        elapsed = clock() - started
        return elapsed * 1e9 / n if metric in ("wall", "cpu") else figure

    cold = once(request["cold"])
    warm = [once(request["warm"]) for _ in range(request["runs"])] if request["warm"] else []
    print(json.dumps({"cold": cold, "warm": warm}))
