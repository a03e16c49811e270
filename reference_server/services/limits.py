"""How long texts may be, and how many steps a quest may have."""

from reference_server.contract.base import NOTES_LENGTH, TITLE_LENGTH
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
        if not titles:
            raise Invalid(FieldError(field="steps", message="must hold at least one step"))
        if len(titles) > LARGEST_QUEST:
            raise Invalid(FieldError(field="steps", message=f"must be at most {LARGEST_QUEST} steps"))
        trimmed, wrong = [], Gathering()
        for number, title in enumerate(titles):
            with wrong.check():
                trimmed.append(self.title(title, f"steps.{number}.title"))
        wrong.settle()
        return trimmed
