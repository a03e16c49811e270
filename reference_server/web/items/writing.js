/**
 * Writing items down: sealed on this device when they are private, sent as they are when they are not.
 *
 * @import { Content, Item, ItemDraft, ItemType } from "../types.js"
 */

import { Problem } from "../api.js";
import { sendTokens } from "../search/remote.js";
import { sealItem } from "../vault/contents.js";
import { guarded } from "../vault/guarded.js";
import { store } from "./store.js";

const LONGEST = { title: 200, body: 100_000 };

/**
 * @param {ItemType} t
 * @param {ItemDraft} draft
 * @returns {Promise<Item>}
 */
export async function create(t, draft) {
  if (draft.isPrivate)
    return keepSealed(draft, async (content) => guarded("POST", `api/${t}`, await sealedAnew(t, content)));
  return keep(await guarded("POST", `api/${t}`, readable(draft)));
}

/**
 * @param {Item} item as the person saw it
 * @param {ItemDraft} draft
 * @returns {Promise<Item>} under another id when the mode is another one
 */
export async function save(item, draft) {
  if (draft.isPrivate !== (item.mode === "private")) return changePrivacy(item, draft);
  const { t, id, rev: base_rev } = item;
  const path = `api/${t}/${id}`;
  if (!draft.isPrivate) return keep(await guarded("PATCH", path, { base_rev, ...readable(draft) }));
  return keepSealed(draft, async (content) => {
    const envelope = await sealItem(t, id, base_rev + 1, content);
    return guarded("PATCH", path, { base_rev, envelope });
  });
}

/** @param {Item} item as the person saw it */
export async function remove(item) {
  const { t, id, rev } = item;
  await guarded("DELETE", `api/${t}/${id}?base_rev=${rev}`);
  store.drop(item);
}

/**
 * The item goes on under a new id, so that nothing of what the server could read stays behind.
 *
 * @param {Item} item
 * @param {ItemDraft} draft
 * @returns {Promise<Item>}
 */
async function changePrivacy(item, draft) {
  const { t, id, rev: base_rev } = item;
  const path = `api/${t}/${id}/privacy`;
  const change = { is_private: draft.isPrivate, base_rev };
  if (draft.isPrivate) {
    return keepSealed(draft, async (content) => {
      const after = await guarded("POST", path, { ...change, ...(await sealedAnew(t, content)) });
      store.drop(item);
      return after;
    });
  }
  const { shared, ...content } = readable(draft);
  const after = keep(await guarded("POST", path, { ...change, id: crypto.randomUUID(), ...content }));
  store.drop(item);
  return shared ? keep(await guarded("PATCH", `api/${t}/${after.id}`, { base_rev: after.rev, shared })) : after;
}

/**
 * @param {ItemType} t
 * @param {Content} content
 */
async function sealedAnew(t, content) {
  return { envelope: await sealItem(t, crypto.randomUUID(), 1, content) };
}

/**
 * @param {ItemDraft} draft
 * @param {(content: Content) => Promise<Item>} write
 */
async function keepSealed(draft, write) {
  const content = checked(draft);
  const item = keep(await write(content));
  void sendTokens(item, content);
  return item;
}

/** @param {Item} item */
function keep(item) {
  store.keep(item);
  return item;
}

/** @param {ItemDraft} draft */
function readable({ title, body, shared }) {
  return { title, body, ...(shared !== undefined && { shared }) };
}

/**
 * The content within the limits that the server keeps for what it can read.
 *
 * @param {ItemDraft} draft
 * @returns {Content}
 * @throws {Problem}
 */
function checked({ title, body }) {
  const content = { title: title.trim(), body };
  const errors = [
    ...(content.title === "" ? [{ field: "title", message: "must not be empty" }] : []),
    ...["title", "body"].flatMap((field) => tooLong(/** @type {keyof Content} */ (field), content)),
  ];
  if (errors.length > 0) throw new Problem({ status: 422, detail: "This cannot be saved as it is.", errors });
  return content;
}

/**
 * @param {keyof Content} field
 * @param {Content} content
 */
function tooLong(field, content) {
  if (Array.from(content[field]).length <= LONGEST[field]) return [];
  return [{ field, message: `must be at most ${LONGEST[field]} characters` }];
}
