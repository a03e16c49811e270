/**
 * What an open vault does to private items: it opens and seals them, and gives the key of their words.
 *
 * @import { Content, Item, ItemType, Policy, PrivateItem, Tombstone } from "../types.js"
 * @import { DeviceMemory } from "./memory.js"
 * @import { PolicyBook } from "./policy-book.js"
 */

import { Damaged } from "./damaged.js";
import { open, seal } from "./envelope.js";
import { vault } from "./vault.js";

/**
 * @param {PrivateItem} item
 * @returns {Promise<Content>}
 * @throws {Damaged}
 * @throws {Problem} when the vault is locked
 */
export async function openItem(item) {
  const ring = vault.ensureOpen();
  await vault.policies?.requireReadable(item.envelope.pol);
  const keys = ring.get(item.envelope.kid);
  if (!keys) throw new Damaged("key");
  const content = await open(keys, vault.userId, item, item.envelope);
  vault.ensureOpen();
  return content;
}

/**
 * @param {ItemType} t
 * @param {string} id
 * @param {number} rev
 * @param {Content} content
 * @throws {Problem} when the vault is locked, or the server's policy is not acceptable
 */
export async function sealItem(t, id, rev, content) {
  const ring = vault.ensureOpen();
  const owner = { userId: vault.userId, pol: writablePolicy().id };
  const envelope = await seal(ring.active, owner, { t, id, rev }, content);
  vault.ensureOpen();
  return envelope;
}

/**
 * Remembers how far an item has come.
 *
 * @param {Item | Tombstone} item
 * @throws {Damaged} "older" when this device has seen a later revision
 */
export function noteSeen({ id, rev }) {
  const memory = /** @type {DeviceMemory} */ (vault.memory);
  if (rev < memory.revisionOf(id)) throw new Damaged("older");
  memory.rememberRevision(id, rev);
}

/**
 * Remembers the end of an item, so that a server that brings it back is noticed.
 *
 * @param {string} id
 * @param {number} rev
 */
export function noteGone(id, rev) {
  /** @type {DeviceMemory} */ (vault.memory).rememberRevision(id, rev);
}

/** @returns {CryptoKey} the key of the search tokens, for the active kid */
export function searchKey() {
  return vault.ensureOpen().active.search;
}

/**
 * @returns {Policy} what new encryptions are made under
 * @throws {Problem} where the server's is not acceptable
 */
export function writablePolicy() {
  return /** @type {PolicyBook} */ (vault.policies).writable();
}
