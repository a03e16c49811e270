/**
 * Reading items, whatever their mode.
 *
 * @import { Content, Item } from "../types.js"
 */

import { openItem } from "../vault/contents.js";
import { Damaged } from "../vault/damaged.js";

/**
 * @param {Item} item
 * @returns {Promise<Content>}
 * @throws {Damaged}
 * @throws {Problem} when it is private and the vault is locked
 */
export async function contentOf(item) {
  if (item.mode === "private") return openItem(item);
  return { title: item.title, body: item.body };
}

/**
 * @param {Item} item
 * @returns {Promise<Content | null>} null for what is damaged
 * @throws {Problem} when it is private and the vault is locked
 */
export async function contentOrNothing(item) {
  try {
    return await contentOf(item);
  } catch (problem) {
    if (problem instanceof Damaged) return null;
    throw problem;
  }
}
