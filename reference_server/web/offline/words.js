/**
 * What the server needs to find private items that were written while it could not be reached.
 *
 * @import { Operation, PrivateItem } from "../types.js"
 */

import { Problem } from "../api.js";
import { openItem } from "../vault/contents.js";
import { vault } from "../vault/vault.js";
import { withLater } from "./queue.js";

/**
 * Sends the search tokens of what was written, unless something newer waits, as far as the vault stays open.
 *
 * @param {Operation[]} ops that the server has carried out
 */
export async function sendWords(ops) {
  try {
    for (const op of ops) if (op.args.envelope && withLater(op).length === 0) await send(op.args.envelope);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
  }
}

/** @param {PrivateItem["envelope"]} envelope */
async function send(envelope) {
  const { active } = vault.ensureOpen();
  const { t, id, rev } = envelope;
  // Most pages never search: they load this only for what was written offline.
  const { sendTokens } = await import("../search/remote.js");
  const item = /** @type {PrivateItem} */ ({ t, id, rev, mode: "private", envelope });
  await sendTokens({ t, id, rev, kid: active.kid }, await openItem(item));
}
