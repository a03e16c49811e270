/**
 * The Learning page.
 *
 * @import { DueReview, PlacedPerson, Track } from "./types.js"
 */

import { CardList, showPending, withItem } from "./cards.js";
import { onSubmit } from "./commands.js";
import { localDate } from "./day.js";
import { DeletionDialog } from "./deletion-dialog.js";
import { byId, formById, labelButton, part } from "./elements.js";
import { ReviewCard } from "./learning/review-card.js";
import { TrackCard } from "./learning/track-card.js";
import { TrackDialog, TrackForm } from "./learning/track-dialog.js";
import { dueReviews } from "./offline/learning.js";
import { listOf } from "./offline/lists.js";
import { perform, told } from "./offline/perform.js";
import { runPage } from "./page.js";

export default runPage((person) => {
  /** @type {Track[]} newest first */
  let tracks = [];
  const form = formById("new-track");
  const fields = new TrackForm(form);
  const dialog = new TrackDialog(keep);
  const deletion = new DeletionDialog(remove, "kept-heading");
  const kept = new CardList(byId("kept"), makeCard);
  const archived = new CardList(byId("archived"), makeCard);
  const reviews = new CardList(
    byId("reviews"),
    /** @param {DueReview} review */
    (review) => new ReadableReviewCard(review, person, keep, trackOf),
  );

  function show() {
    kept.show(tracks.filter((track) => !track.archived));
    archived.show(tracks.filter((track) => track.archived));
    reviews.show(dueReviews(tracks.toReversed(), localDate(Date.now(), person.time_zone)));
  }

  /** @param {Track} track as the server now has it */
  function keep(track) {
    tracks = withItem(tracks, track);
    show();
  }

  /** @param {Track} track */
  async function remove(track) {
    const { id, rev } = track;
    const left = await perform({ command: "learning.delete", id, base_rev: rev, before: track, args: {} });
    tracks = tracks.filter((other) => other.id !== id);
    show();
    return left;
  }

  /** @param {Track} track */
  function makeCard(track) {
    return new TrackCard(track, person, {
      keep,
      edit: (each) => dialog.open(each),
      remove: (each) => deletion.open(each, each.title),
    });
  }

  /** @param {DueReview} review */
  function trackOf({ track_id }) {
    return tracks.find(({ id }) => id === track_id);
  }

  onSubmit(form, async () => {
    const { title, lessons } = fields.written;
    // With ids of their own they can be completed before the server has heard of them.
    const args = { title, lessons: lessons.map((lesson) => ({ id: crypto.randomUUID(), ...lesson })) };
    const created = await perform({ command: "learning.create", id: crypto.randomUUID(), args });
    keep(created);
    fields.fill({ title: "", lessons: [] });
    fields.title.focus();
    return told(`${created.title} created.`, created);
  });

  return async () => {
    tracks = await listOf("learning");
    show();
  };
});

/** A review whose lesson can be read again, to see whether one was right. */
class ReadableReviewCard extends ReviewCard {
  #trackOf;
  #isRead = false;
  /** @type {DueReview} */
  #review;

  /**
   * @param {DueReview} review
   * @param {PlacedPerson} person
   * @param {(track: Track) => void} keep
   * @param {(review: DueReview) => Track | undefined} trackOf
   */
  constructor(review, person, keep, trackOf) {
    super(review, person, keep);
    this.#review = review;
    this.#trackOf = trackOf;
    part(this.root, "read").addEventListener("click", () => {
      this.#isRead = !this.#isRead;
      this.#showText();
    });
  }

  /**
   * @override
   * @param {DueReview} review
   */
  update(review) {
    super.update(review);
    this.#review = review;
    this.root.ariaLabel = review.title;
    showPending(this.root, this.#trackOf(review) ?? {});
    this.#showText();
  }

  #showText() {
    const { id, title } = this.#review;
    const text = this.#trackOf(this.#review)?.lessons.find((lesson) => lesson.id === id)?.text ?? "";
    const place = part(this.root, "text");
    place.textContent = text;
    place.hidden = !this.#isRead || text === "";
    const read = part(this.root, "read");
    read.hidden = text === "";
    read.ariaExpanded = String(this.#isRead);
    labelButton(read, this.#isRead ? "Hide the text" : "Show the text", title);
  }
}
