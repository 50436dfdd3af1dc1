"""`apply()`: `asyncio.run` and `run_until_complete` may be called where a loop runs already."""

import asyncio as _asyncio

import lab_program as _program


def apply(loop=None):
    _program.make_nestable(_asyncio)
