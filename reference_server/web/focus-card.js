/**
 * A focus session in a list: planned ones can be started.
 *
 * @import { Card, FocusSession, PlacedPerson } from "./types.js"
 */

import { call } from "./api.js";
import { onPress } from "./commands.js";
import { counted, stamp } from "./day.js";
import { copyOf, labelButton, part } from "./elements.js";

/** @implements {Card<FocusSession>} */
export class FocusCard {
  /** @type {FocusSession} */
  #session;

  /**
   * @param {FocusSession} session
   * @param {PlacedPerson} person
   * @param {(session: FocusSession) => void} changed takes the session as started
   */
  constructor(session, person, changed) {
    this.#session = session;
    this.root = copyOf("focus-card");
    onPress(part(this.root, "start"), async () => {
      changed(await call("POST", `api/focus/${this.#session.id}/start`, stamp(person.time_zone)));
      return `${this.#session.title} started.`;
    });
  }

  /** @param {FocusSession} session */
  update(session) {
    this.#session = session;
    part(this.root, "title").textContent = session.title;
    part(this.root, "minutes").textContent = `${session.planned_minutes} min`;
    part(this.root, "state").textContent = stateInWords(session);
    const start = part(this.root, "start");
    labelButton(start, "Start", session.title);
    start.hidden = session.state !== "planned";
  }
}

/** @param {FocusSession} session */
export function isCurrent({ state }) {
  return state === "running" || state === "paused";
}

/** @param {FocusSession} session */
function stateInWords({ state, credited_minutes }) {
  const word = state.charAt(0).toUpperCase() + state.slice(1);
  const over = state === "completed" || state === "abandoned";
  return over ? `${word}, ${counted(credited_minutes, "minute")} credited` : word;
}
