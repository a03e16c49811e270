/**
 * The keys of an open vault: of the active UVK, and of the older ones that it leads to.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { KeySet, VaultView, Wrap } from "../types.js"
 */

import { wipe } from "./bytes.js";
import { fromUvk } from "./keys.js";
import { unwrap } from "./wraps.js";

export class KeyRing {
  #keys;

  /** @param {Map<string, KeySet>} keys by kid, the active one first */
  constructor(keys) {
    this.#keys = keys;
  }

  /**
   * @param {VaultView} view
   * @param {string} userId
   * @param {Bytes} uvk the active one; stays the caller's, to be wiped
   */
  static async of(view, userId, uvk) {
    const keys = new Map([[view.kid, await fromUvk(uvk, view.kid)]]);
    for (const [around, set] of keys) {
      // A map's walk also comes by what is added on the way: keys of keys of keys.
      for (const wrapped of oldKeysIn(view.wraps, around)) keys.set(wrapped.kid, await older(set, wrapped, userId));
    }
    return new KeyRing(keys);
  }

  /** @returns {KeySet} */
  get active() {
    const [active] = this.#keys.values();
    return /** @type {KeySet} */ (active);
  }

  /** @param {string} kid */
  get(kid) {
    return this.#keys.get(kid);
  }
}

/**
 * @param {Wrap[]} wraps
 * @param {string} around kid
 */
function oldKeysIn(wraps, around) {
  return wraps.filter(({ by, by_id, kid }) => by === "uvk" && by_id === around && kid.startsWith("k_"));
}

/**
 * @param {KeySet} around
 * @param {Wrap} wrapped
 * @param {string} userId
 */
async function older({ wrapping }, wrapped, userId) {
  const uvk = await unwrap(wrapping, wrapped, userId);
  try {
    return await fromUvk(uvk, wrapped.kid);
  } finally {
    wipe(uvk);
  }
}
