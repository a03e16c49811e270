"""The course of a lesson: completed once, which unlocks the next one, then reviewed until it is learned for good."""

from datetime import date, timedelta

from reference_server.contract.learning import (
    BOX_DAYS,
    LESSON_POINTS,
    Answer,
    DueReview,
    LessonProgress,
    LessonStatus,
    Review,
)
from reference_server.services.moments import Moment
from reference_server.services.order import Order
from reference_server.services.refusals import LessonLocked, NotFound, ReviewNotDue
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class LessonCourse:
    """Rules about completion and what follows from it: the next lesson, points, and reviews (Leitner's boxes)."""

    def __init__(self, tools: Tools, order: Order) -> None:
        self.tools = tools
        self.order = order

    def lesson_of(self, track: tables.Track, lesson_id: str) -> tables.Lesson:
        """Return a lesson of this track; NotFound."""
        for lesson in track.lessons:
            if lesson.id == lesson_id:
                return lesson
        raise NotFound("lesson")

    def open_of(self, track: tables.Track) -> tables.Lesson | None:
        """Return the one lesson that can be completed: the first that is not."""
        return next((lesson for lesson in track.lessons if lesson.completed_on is None), None)

    def complete_once(self, work: Work, track: tables.Track, lesson: tables.Lesson, moment: Moment) -> None:
        """Complete an open lesson, put it into the first box, and credit it; of a completed one nothing changes."""
        if lesson.completed_on is not None:
            return
        self.check_open(track, lesson)
        lesson.completed_on = moment.local_date
        self.put_into(lesson, 1, moment.local_date)
        self.credit_once(work, track, lesson, moment)

    def check_open(self, track: tables.Track, lesson: tables.Lesson) -> None:
        """Refuse a lesson that comes after one that is not completed."""
        first = self.open_of(track)
        if first is not None and first is not lesson:
            raise LessonLocked(first.title)

    def credit_once(self, work: Work, track: tables.Track, lesson: tables.Lesson, moment: Moment) -> None:
        """Credit the lesson unless it has ever been credited."""
        self.order.earned(work, track.person_id, "reward_points", lesson.id, LESSON_POINTS, moment)

    def answer_once(self, lesson: tables.Lesson, answer: Answer, moment: Moment) -> None:
        """Move a lesson that is due to its next box; of a review that was answered before nothing changes."""
        if lesson.completed_on is None:
            raise ReviewNotDue("This lesson is not completed yet, so it has no review.")
        if lesson.due_on is None or answer.due_on < lesson.due_on:
            return
        self.check_due(lesson, moment.local_date)
        self.put_into(lesson, self.next_box(lesson, knew=answer.knew), moment.local_date)

    def check_due(self, lesson: tables.Lesson, day: date) -> None:
        """Refuse to answer a review before its day."""
        if not self.is_due(lesson, day):
            raise ReviewNotDue(f"This lesson is due for review on {lesson.due_on}.")

    def is_due(self, lesson: tables.Lesson, day: date) -> bool:
        """Say whether the lesson is due for review on a day, since then or for longer."""
        return lesson.due_on is not None and lesson.due_on <= day

    def next_box(self, lesson: tables.Lesson, *, knew: bool) -> int:
        """Return the box after the present one for who knew the lesson, the first one for who did not."""
        return (lesson.box or 0) + 1 if knew else 1

    def put_into(self, lesson: tables.Lesson, box: int, day: date) -> None:
        """Put the lesson into a box from a day on; after the last one it is learned for good."""
        learned = box > len(BOX_DAYS)
        lesson.box = None if learned else box
        lesson.due_on = None if learned else self.due_after(box, day)

    def due_after(self, box: int, day: date) -> date:
        """Return the day on which a lesson is due that came into a box on a day."""
        return day + timedelta(days=BOX_DAYS[box - 1])

    def status_of(self, track: tables.Track, lesson: tables.Lesson) -> LessonStatus:
        """Return what can be done with the lesson."""
        if lesson.completed_on is not None:
            return "completed"
        return "open" if lesson is self.open_of(track) else "locked"

    def review_of(self, lesson: tables.Lesson) -> Review | None:
        """Return the review that is to come, or is due."""
        if lesson.box is None or lesson.due_on is None:
            return None
        return Review(box=lesson.box, due_on=lesson.due_on)

    def progress_of(self, track: tables.Track) -> LessonProgress:
        """Return how many lessons are completed."""
        completed = sum(lesson.completed_on is not None for lesson in track.lessons)
        return LessonProgress(completed=completed, total=len(track.lessons))

    def due_in(self, track: tables.Track, day: date) -> list[DueReview]:
        """Return the lessons of a track that are due for review on a day."""
        return [
            DueReview(
                id=lesson.id,
                title=lesson.title,
                track_id=track.id,
                track_title=track.title,
                box=lesson.box or 1,
                due_on=lesson.due_on or day,
            )
            for lesson in track.lessons
            if self.is_due(lesson, day)
        ]
