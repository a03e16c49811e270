"""How long texts may be, and of how many parts a thing may consist."""

from collections.abc import Sequence

from reference_server.contract.base import NOTES_LENGTH, TITLE_LENGTH
from reference_server.contract.learning import LARGEST_TRACK, LessonChange, LessonDraft
from reference_server.contract.problems import FieldError
from reference_server.contract.quests import LARGEST_QUEST
from reference_server.services.gathering import Gathering
from reference_server.services.refusals import Invalid


class Limits:
    """The texts that the product takes. Every method returns the value to store or raises Invalid."""

    def title(self, text: str, field: str = "title") -> str:
        """Return the title without the blanks around it: 1 to 200 characters."""
        trimmed = text.strip()
        if not trimmed:
            raise Invalid(FieldError(field=field, message="must not be empty"))
        if len(trimmed) > TITLE_LENGTH:
            raise Invalid(FieldError(field=field, message=f"must be at most {TITLE_LENGTH} characters"))
        return trimmed

    def notes(self, text: str, field: str = "notes") -> str:
        """Return the notes as they are: at most 100,000 characters."""
        if len(text) > NOTES_LENGTH:
            raise Invalid(FieldError(field=field, message=f"must be at most {NOTES_LENGTH} characters"))
        return text

    def step_titles(self, titles: list[str]) -> list[str]:
        """Return the titles of a quest's steps: 1 to 50 of them, each a title."""
        self.check_count("step", len(titles), LARGEST_QUEST)
        trimmed, wrong = [], Gathering()
        for number, title in enumerate(titles):
            with wrong.check():
                trimmed.append(self.title(title, f"steps.{number}.title"))
        wrong.settle()
        return trimmed

    def lesson_titles(self, lessons: Sequence[LessonDraft | LessonChange]) -> list[str]:
        """Return the titles of a track's lessons: 1 to 50 of them, each a title with a text like notes."""
        self.check_count("lesson", len(lessons), LARGEST_TRACK)
        trimmed, wrong = [], Gathering()
        for number, lesson in enumerate(lessons):
            with wrong.check():
                trimmed.append(self.title(lesson.title, f"lessons.{number}.title"))
            with wrong.check():
                self.notes(lesson.text, f"lessons.{number}.text")
        wrong.settle()
        return trimmed

    def check_count(self, part: str, count: int, most: int) -> None:
        """Refuse a thing without any part, or with too many."""
        if count == 0:
            raise Invalid(FieldError(field=f"{part}s", message=f"must hold at least one {part}"))
        if count > most:
            raise Invalid(FieldError(field=f"{part}s", message=f"must be at most {most} {part}s"))
