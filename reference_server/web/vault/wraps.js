/**
 * Keys inside of keys (protocol, section 2). What a wrap says of itself is authenticated along.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Owner, Wrap } from "../types.js"
 */

import { decrypt, encrypt } from "./gcm.js";

/**
 * @param {CryptoKey} around
 * @param {Bytes} inside
 * @param {Owner} owner whose `kid` names the key inside
 * @param {Wrap["by"]} by
 * @param {string} byId names the key around
 * @returns {Promise<Wrap>}
 */
export async function wrap(around, inside, { userId, kid, pol }, by, byId) {
  const said = { kid, pol, by, by_id: byId };
  return { ...said, ...(await encrypt(around, inside, factsOf(userId, said))) };
}

/**
 * @param {CryptoKey} around
 * @param {Wrap} wrapped
 * @param {string} userId
 * @returns {Promise<Bytes>} the caller's, to be wiped
 * @throws {DOMException} where it was not made by this key for this person
 */
export function unwrap(around, wrapped, userId) {
  return decrypt(around, wrapped, factsOf(userId, wrapped));
}

/**
 * @param {string} userId
 * @param {Pick<Wrap, "kid" | "pol" | "by" | "by_id">} said
 */
function factsOf(userId, { kid, pol, by, by_id }) {
  return ["passion-os/wrap/1", userId, kid, pol, by, by_id];
}
