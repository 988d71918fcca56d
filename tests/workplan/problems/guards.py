"""The guards of the tables of problems, and the one that has to refuse."""

from functools import partial

from tests.core import guards as of_area

guards = partial(of_area.guards, "problems")
barred = partial(of_area.barred, "problems")
