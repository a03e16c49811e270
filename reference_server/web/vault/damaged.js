/** What cannot be opened, and why: every case has a sentence for the person. */

import { Problem } from "../api.js";

const SENTENCES = {
  integrity: "This entry has been altered outside of your vault, so it is not shown.",
  format: "This entry is not in a form that this version can read.",
  policy: "This entry was encrypted under a policy that may no longer be opened.",
  key: "The key of this entry is not in your vault.",
  older: "The server sent an older version of this entry than this device has already seen.",
};

export class Damaged extends Problem {
  /**
   * @param {keyof typeof SENTENCES} reason integrity: authentication failed; format: the shape is not the protocol's;
   *   policy: below what may be opened; key: its key is unknown; older: a step back behind what was seen before
   */
  constructor(reason) {
    super({ type: "/problems/damaged", status: 422, detail: SENTENCES[reason] });
    this.name = "Damaged";
    this.reason = reason;
  }
}
