"""The errors that programs raise and catch."""

import asyncio


class AppError(Exception):
    pass


class OtherError(Exception):
    pass


ERRORS = {
    "AppError": AppError,
    "OtherError": OtherError,
    "TimeoutError": TimeoutError,
    "CancelledError": asyncio.CancelledError,
}
CATCHES = {
    "AppError": AppError,
    "TimeoutError": TimeoutError,
    "CancelledError": asyncio.CancelledError,
    "ExceptionGroup": ExceptionGroup,
    "Error": Exception,
    "everything": BaseException,
}


def make_error(data):
    return ERRORS[data["type"]](data["message"])
