/**
 * The decision about a watcher that waits: what it says of itself, its check code, and whether it is let in.
 *
 * @import { Device, PlacedPerson, WaitingWatcher } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { onPress, onSubmit } from "../commands.js";
import { byId, formById, part } from "../elements.js";
import { momentIn } from "../moments.js";
import { guarded } from "../vault/guarded.js";
import { checkCode, sealedKeyFor } from "../vault/pairing.js";
import { vault } from "../vault/vault.js";

const GONE =
  "This watcher waits no more: its code has expired, or somebody has answered it already. Begin again on the watcher.";

export class Decision {
  #form = formById("decision");
  #same = /** @type {HTMLInputElement} */ (part(this.#form, "same"));
  #person;
  #over;
  /** @type {WaitingWatcher | undefined} */
  #watcher;

  /**
   * @param {PlacedPerson} person
   * @param {(paired?: Device) => void} over called when there is nothing to decide any more
   */
  constructor(person, over) {
    this.#person = person;
    this.#over = over;
    onSubmit(this.#form, () => this.#conclude((watcher) => this.#pair(watcher)));
    onPress(part(this.#form, "refuse"), () => this.#conclude((watcher) => this.#refuse(watcher)));
  }

  /** @param {WaitingWatcher} watcher when no other one is decided about */
  async open(watcher) {
    const code = await checkCode(watcher);
    this.#watcher = watcher;
    for (const fact of /** @type {const} */ (["name", "platform", "version"])) {
      part(this.#form, fact).textContent = watcher[fact];
    }
    part(this.#form, "expires").replaceChildren(momentIn(watcher.expires_at, this.#person.time_zone));
    part(this.#form, "check-code").textContent = code;
    this.#form.hidden = false;
    byId("decision-heading").focus();
  }

  close() {
    this.#watcher = undefined;
    this.#form.hidden = true;
    this.#form.reset();
  }

  /**
   * The watcher that the person decides about, if it is among these: then its answer got lost on the way.
   *
   * @param {Device[]} devices
   */
  among(devices) {
    return devices.find(({ id }) => id === this.#watcher?.device_id);
  }

  /** @param {(watcher: WaitingWatcher) => Promise<string>} decide */
  async #conclude(decide) {
    try {
      return await decide(/** @type {WaitingWatcher} */ (this.#watcher));
    } catch (problem) {
      if (!(problem instanceof Problem && problem.status === 404)) throw problem;
      this.close();
      this.#over();
      throw new Problem({ ...problem.facts, detail: GONE });
    }
  }

  /** @param {WaitingWatcher} watcher */
  async #pair(watcher) {
    this.#requireComparison();
    const { active } = vault.ensureOpen();
    const approval = await sealedKeyFor(active, vault.userId, watcher);
    const paired = await guarded("POST", `${pathOf(watcher)}/approve`, approval);
    this.close();
    this.#over(paired);
    return `${paired.name} is paired.`;
  }

  /** @param {WaitingWatcher} watcher */
  async #refuse(watcher) {
    await call("POST", `${pathOf(watcher)}/deny`);
    this.close();
    this.#over();
    return `${watcher.name} is refused, and gets no key.`;
  }

  #requireComparison() {
    if (this.#same.checked) return;
    const message = "must be ticked: compare the two codes first";
    throw new Problem({ status: 422, detail: `The box ${message}.`, errors: [{ field: "same", message }] });
  }
}

/** @param {WaitingWatcher} watcher */
function pathOf({ user_code }) {
  return `api/daw/pairings/${encodeURIComponent(user_code)}`;
}
