"""The privacy training (8-f): lessons to read, questions to answer, and how many answers must be right."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

import msgspec

from dialonce.policy import Words


class Lesson(msgspec.Struct, frozen=True):
    """One lesson; `keep` is its sentence to keep in mind. `clauses` are what it rests on."""

    id: str
    clauses: tuple[str, ...]
    title: Words
    body: Words
    keep: Words


class Question(msgspec.Struct, frozen=True):
    """One question; `answer` is the position of the right option, from zero, and `why` explains it."""

    id: str
    lesson: str
    clauses: tuple[str, ...]
    text: Words
    options: tuple[Words, ...]
    answer: int
    why: Words


class Meta(msgspec.Struct, frozen=True):
    """What it takes to pass, and for how many months that counts."""

    pass_mark: int
    valid_months: int
    title: Words
    lead: Words


class Training(msgspec.Struct, frozen=True):
    meta: Meta
    lesson: tuple[Lesson, ...]
    question: tuple[Question, ...]


class Marked(msgspec.Struct, frozen=True):
    """Answers as marked: which questions were answered right."""

    right: frozenset[str]
    passed: bool


@cache
def load_training() -> Training:
    """The training as shipped."""
    text = files("dialonce.i18n").joinpath("legal", "training.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Training)


def mark_answers(training: Training, answers: Mapping[str, str]) -> Marked:
    """Mark answers given by question id, each the position of an option. What was not answered is wrong."""
    right = frozenset(one.id for one in training.question if answers.get(one.id) == str(one.answer))
    return Marked(right, len(right) >= training.meta.pass_mark)


def counts_until(training: Training, passed_at: datetime) -> datetime:
    """Until when a training that was passed counts: the same day so many months on, or the last day of that month."""
    months = passed_at.month - 1 + training.meta.valid_months
    year, month = passed_at.year + months // 12, months % 12 + 1
    day = passed_at.day
    while True:
        try:
            return passed_at.replace(year=year, month=month, day=day)
        except ValueError:
            day -= 1
