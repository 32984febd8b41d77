from __future__ import annotations

import errno
import inspect
import os

import pytest

from tourkarte import errors
from tourkarte.errors import Problem, TourkarteError, reason


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (errors.InvalidValueError, ValueError),
        (errors.DataFileError, OSError),
        (errors.DocumentError, ValueError),
        (errors.NoAppointmentsError, errors.DocumentError),
    ],
)
def test_errors_are_a_tree(error: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(error, TourkarteError)
    assert issubclass(error, builtin)
    assert str(error("Ein Satz.")) == "Ein Satz."


def test_every_error_is_in_the_tree() -> None:
    raised = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]
    assert all(issubclass(kind, TourkarteError) for kind in raised)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("Das geht nicht."), "Das geht nicht."),
        (Problem("Das geht nicht.", field="plz"), "Feld „plz“: Das geht nicht."),
        (Problem("Das geht nicht.", file="a.csv"), "a.csv: Das geht nicht."),
        (Problem("Das geht nicht.", file="a.csv", row=3, field="plz"), "a.csv, Zeile 3, Feld „plz“: Das geht nicht."),
    ],
)
def test_a_problem_names_its_place(problem: Problem, text: str) -> None:
    assert str(problem) == text


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC, errno.EIO])
def test_why_a_file_cannot_be_read_is_said_in_german(number: int) -> None:
    told = reason(OSError(number, os.strerror(number)))
    assert told
    assert os.strerror(number) not in told
