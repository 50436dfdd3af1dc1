"""What is wrong with a source, as far as it can be known without running it."""

import ast
import asyncio
import inspect
import itertools
import json
import warnings

MAX_PROBLEMS = 100
"""Coroutines that are never awaited, of which a check tells. More say nothing new."""


def check(source, file):
    """Every problem of `source`, as JSON: those that keep it from running, and what is likely not meant."""
    lines = source.split("\n")
    problems = []
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            tree = compile(source, file, "exec", flags, dont_inherit=True)
            compile(source, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return json.dumps([_of_error(error, lines)])
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        message = f"Python cannot read this: {error or type(error).__name__}"
        return json.dumps([{"severity": "error", "line": 1, "message": message}])
    for warning in told:
        if issubclass(warning.category, SyntaxWarning):
            line = warning.lineno or 1
            problems.append({"severity": "warning", "line": line, "message": str(warning.message)})
    # The two compilations tell the same warnings.
    problems = list({(one["line"], one["message"]): one for one in problems}.values())
    problems += itertools.islice(_never_awaited(tree, lines), MAX_PROBLEMS)
    problems.sort(key=lambda one: one["line"])
    return json.dumps(problems)


def _of_error(error, lines):
    line = min(max(1, error.lineno or 1), len(lines))
    problem = {
        "severity": "error",
        "line": line,
        "message": f"{type(error).__name__}: {error.msg}",
    }
    if error.offset:
        problem["column"] = _units(lines, line, error.offset - 1)
        end_line = min(max(line, error.end_lineno or line), len(lines))
        end = error.end_offset or 0
        if (end_line, end) > (line, error.offset):
            problem["endLine"] = end_line
            problem["endColumn"] = _units(lines, end_line, end - 1)
    return problem


def _units(lines, line, characters):
    """A column from 1 in UTF-16 units, as the page counts, of one in characters from 0."""
    return len(lines[line - 1][:characters].encode("utf-16-le", "surrogatepass")) // 2 + 1


def _never_awaited(tree, lines):
    """Calls that make a coroutine and drop it: nothing of it ever runs."""
    own = {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef)}
    own -= {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef) and _yields(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        call = node.value
        if not _makes_coroutine(call.func, own):
            continue
        if call.lineno == call.end_lineno:
            line = lines[call.lineno - 1].encode()
            short = line[call.col_offset : call.end_col_offset].decode("utf-8", "ignore")
        else:
            short = f"{ast.unparse(call.func)}(…)"

        def column(line, offset):
            return _units(lines, line, len(lines[line - 1].encode()[:offset].decode("utf-8", "ignore")))

        yield {
            "severity": "warning",
            "line": call.lineno,
            "column": column(call.lineno, call.col_offset),
            "endLine": call.end_lineno,
            "endColumn": column(call.end_lineno, call.end_col_offset),
            "message": f"This coroutine is never awaited: write `await {short}`, "
            "or give it to asyncio.create_task.",
        }


def _makes_coroutine(function, own):
    match function:
        case ast.Name(name):
            return name in own
        case ast.Attribute(ast.Name("asyncio"), name):
            return inspect.iscoroutinefunction(getattr(asyncio, name, None))
    return False


def _yields(function):
    """Whether it makes an asynchronous generator rather than a coroutine."""
    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in ast.walk(function))
