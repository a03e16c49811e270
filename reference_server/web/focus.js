/**
 * The Focus page.
 *
 * @import { FocusSession } from "./types.js"
 */

import { call } from "./api.js";
import { CardList, withItem } from "./cards.js";
import { command, onSubmit } from "./commands.js";
import { CurrentSession } from "./current-session.js";
import { counted, stamp } from "./day.js";
import { byId, formById, part } from "./elements.js";
import { FocusCard, isCurrent } from "./focus-card.js";
import { listOf } from "./offline/lists.js";
import { perform, told } from "./offline/perform.js";
import { runPage } from "./page.js";

export default runPage((person, refresh) => {
  /** @type {FocusSession[]} */
  let sessions = [];
  const form = formById("new-session");
  const total = byId("total");
  const current = new CurrentSession(byId("current-session"), { change, complete, leave });
  const planned = new CardList(byId("planned"), makeCard);
  const history = new CardList(byId("history"), makeCard);

  function show() {
    current.show(sessions.find(isCurrent));
    planned.show(sessions.filter(({ state }) => state === "planned"));
    history.show(sessions.filter(({ ended_at }) => ended_at).sort(newestFirst));
    total.textContent = String(person.balance.focus_minutes);
  }

  /** @param {FocusSession} session as the server now has it */
  function keep(session) {
    sessions = withItem(sessions, session);
    show();
  }

  /** @param {FocusSession} session */
  function makeCard(session) {
    return new FocusCard(session, person, keep);
  }

  /**
   * @param {FocusSession} session
   * @param {"pause" | "resume" | "abandon"} verb
   */
  async function change({ id, title }, verb) {
    keep(await call("POST", `api/focus/${id}/${verb}`, stamp(person.time_zone)));
    return `${title} ${{ pause: "paused", resume: "resumed", abandon: "abandoned" }[verb]}.`;
  }

  /**
   * @param {FocusSession} session
   * @param {number} due when it was over, which may be long ago
   */
  function complete(session, due) {
    const { id, title } = session;
    return command(async () => {
      const args = stamp(person.time_zone, due);
      const done = await perform({ command: "focus.complete", id, args, before: session });
      await refresh();
      return told(`${title} completed: ${counted(done.credited_minutes, "minute")} credited.`, done);
    });
  }

  /** @param {FocusSession} session as it was while under way */
  function leave({ id }) {
    const givenUp = sessions.find((session) => session.id === id)?.state === "abandoned";
    byId(givenUp ? "planned-heading" : "history-heading").focus();
  }

  onSubmit(form, async () => {
    const written = new FormData(form);
    const created = await call("POST", "api/focus", {
      title: String(written.get("title")),
      planned_minutes: Number(written.get("planned_minutes")),
      ...stamp(person.time_zone),
    });
    keep(created);
    form.reset();
    part(form, "title").focus();
    return `${created.title} added.`;
  });

  return async () => {
    sessions = await listOf("focus");
    show();
  };
});

/**
 * @param {FocusSession} one
 * @param {FocusSession} other
 */
function newestFirst(one, other) {
  return Date.parse(other.ended_at ?? "") - Date.parse(one.ended_at ?? "");
}
