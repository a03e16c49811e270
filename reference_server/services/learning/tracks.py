"""Tracks: made, read, changed lesson by lesson, archived and deleted."""

from datetime import date

from reference_server.contract.learning import (
    Completion,
    DueReview,
    Lesson,
    LessonAnswer,
    LessonChange,
    LessonDraft,
    Track,
    TrackChange,
    TrackDraft,
    TrackPage,
    TrackQuery,
)
from reference_server.services.gathering import Gathering, checked_cursor
from reference_server.services.learning.lessons import LessonCourse
from reference_server.services.order import Order
from reference_server.services.parts import rearranged
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import IdTaken, NotFound, TrackArchived
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class Tracks(LessonCourse):
    """Rules about tracks."""

    def __init__(self, tools: Tools, accounts: Accounts, order: Order) -> None:
        super().__init__(tools, order)
        self.accounts = accounts

    def create(self, person_id: str, draft: TrackDraft) -> Track:
        """Store a new track; Invalid when it makes no sense, IdTaken when its id was used before."""
        wrong = Gathering()
        with wrong.check():
            title = self.tools.limits.title(draft.title)
        with wrong.check():
            lessons = self.new_lessons(draft.lessons)
        wrong.settle()
        now = self.tools.now()
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            track = tables.Track(
                id=draft.id or self.tools.ids.new_id(),
                person_id=person_id,
                title=title,
                created_at=now,
                updated_at=now,
                seq=self.order.next(work, person_id),
                lessons=lessons,
            )
            if work.tombstones.is_spent(track.id) or not work.tracks.add_once(track):
                raise IdTaken("track")
            return self.view(track)

    def read(self, person_id: str, track_id: str) -> Track:
        """Return the person's track; NotFound."""
        with self.tools.store.begin(write=False) as work:
            return self.view(self.find_owned(work, person_id, track_id))

    def listing(self, person_id: str, query: TrackQuery) -> TrackPage:
        """Return a part of the person's tracks, newest first."""
        with self.tools.store.begin(write=False) as work:
            with checked_cursor():
                page = work.tracks.page(person_id, query.archived, query.limit, query.cursor)
            return TrackPage(items=[self.view(track) for track in page.rows], next_cursor=page.next_cursor)

    def change(self, person_id: str, track_id: str, change: TrackChange) -> Track:
        """Change what is given, leave the rest: what is completed stays so."""
        with self.tools.store.begin() as work:
            track = self.find_open(work, person_id, track_id)
            self.order.check_base(self.view(track), track.rev, change.base_rev)
            self.apply(track, change)
            if not work.tracks.keep_once():
                raise IdTaken("lesson")
            self.order.edited(work, track)
            return self.view(track)

    def complete(self, person_id: str, track_id: str, command: Completion) -> Track:
        """Complete a lesson, once ever. LessonLocked before the one before it is completed."""
        moment = self.tools.moments.of(command)
        with self.tools.store.begin() as work:
            track = self.find_open(work, person_id, track_id)
            self.complete_once(work, track, self.lesson_of(track, command.lesson_id), moment)
            self.order.changed(work, track)
            return self.view(track)

    def answer(self, person_id: str, track_id: str, answer: LessonAnswer) -> Track:
        """Answer the review of a lesson, once a due date. ReviewNotDue before its day."""
        moment = self.tools.moments.of(answer)
        with self.tools.store.begin() as work:
            track = self.find_open(work, person_id, track_id)
            self.answer_once(self.lesson_of(track, answer.lesson_id), answer, moment)
            self.order.changed(work, track)
            return self.view(track)

    def archive(self, person_id: str, track_id: str, *, archived: bool) -> Track:
        """Take the track out of sight, its reviews too, or bring it back."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            track = self.find_owned(work, person_id, track_id)
            track.archived = archived
            self.order.changed(work, track)
            return self.view(track)

    def delete(self, person_id: str, track_id: str, base_rev: int | None = None) -> None:
        """Delete the track; what its lessons earned stays earned, and a tombstone stays."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            track = self.find_owned(work, person_id, track_id)
            self.order.check_base(self.view(track), track.rev, base_rev)
            self.order.deleted(work, "learning", track)
            work.tracks.delete(track)

    def due(self, work: Work, person_id: str, day: date) -> list[DueReview]:
        """Return what Today shows: the lessons due for review on that day, those of the oldest track first."""
        return [due for track in work.tracks.in_review(person_id, day) for due in self.due_in(track, day)]

    def find_owned(self, work: Work, person_id: str, track_id: str) -> tables.Track:
        """Return the person's own track; another person's is not found."""
        track = work.tracks.find(person_id, track_id)
        if track is None:
            raise NotFound("track")
        return track

    def find_open(self, work: Work, person_id: str, track_id: str) -> tables.Track:
        """Return the person's own track for a change, which an archived one does not take."""
        self.accounts.lock(work, person_id)
        track = self.find_owned(work, person_id, track_id)
        if track.archived:
            raise TrackArchived
        return track

    def apply(self, track: tables.Track, change: TrackChange) -> None:
        """Set what is given; Invalid names everything that makes no sense, and the transaction keeps none of it."""
        wrong = Gathering()
        if change.title is not None:
            with wrong.check():
                track.title = self.tools.limits.title(change.title)
        if change.lessons is not None:
            with wrong.check():
                track.lessons = self.changed_lessons(track, change.lessons)
        wrong.settle()

    def new_lessons(self, drafts: list[LessonDraft]) -> list[tables.Lesson]:
        """Return the lessons of a new track."""
        titles = self.tools.limits.lesson_titles(drafts)
        return [self.new_lesson(titles[place], draft.text, place, draft.id) for place, draft in enumerate(drafts)]

    def new_lesson(self, title: str, text: str, position: int, lesson_id: str | None) -> tables.Lesson:
        """Return a lesson that is not completed."""
        return tables.Lesson(id=lesson_id or self.tools.ids.new_id(), title=title, text=text, position=position)

    def changed_lessons(self, track: tables.Track, changes: list[LessonChange]) -> list[tables.Lesson]:
        """Return the lessons in their new order: those named by id stay completed, the others are new."""
        titles = self.tools.limits.lesson_titles(changes)

        def make(place: int) -> tables.Lesson:
            return self.new_lesson(titles[place], changes[place].text, place, changes[place].new_id)

        lessons = rearranged(track.lessons, changes, make, ("lessons", "lesson of this track"))
        for place, (lesson, change) in enumerate(zip(lessons, changes, strict=True)):
            lesson.title, lesson.text, lesson.position = titles[place], change.text, place
        return lessons

    def view(self, track: tables.Track) -> Track:
        """Return what the person sees of the track."""
        return Track(
            id=track.id,
            rev=track.rev,
            seq=track.seq,
            title=track.title,
            archived=track.archived,
            lessons=[self.view_lesson(track, lesson) for lesson in track.lessons],
            progress=self.progress_of(track),
            created_at=track.created_at,
            updated_at=track.updated_at,
        )

    def view_lesson(self, track: tables.Track, lesson: tables.Lesson) -> Lesson:
        """Return what the person sees of a lesson."""
        return Lesson(
            id=lesson.id,
            title=lesson.title,
            text=lesson.text,
            status=self.status_of(track, lesson),
            completed_on=lesson.completed_on,
            review=self.review_of(lesson),
        )
