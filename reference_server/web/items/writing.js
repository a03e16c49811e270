/**
 * Writing items down: sealed on this device when they are private, sent as they are when they are not.
 *
 * @import { Content, Item, ItemDraft, ItemType } from "../types.js"
 */

import { Problem } from "../api.js";
import { textErrors, titleErrors } from "../offline/limits.js";
import { perform } from "../offline/perform.js";
import { sendTokens } from "../search/remote.js";
import { sealItem } from "../vault/contents.js";
import { requireOpen } from "../vault/guarded.js";

/**
 * @param {ItemType} t
 * @param {ItemDraft} draft
 * @returns {Promise<Item>}
 */
export async function create(t, draft) {
  const [command, id] = [`${t}.create`, crypto.randomUUID()];
  if (!draft.isPrivate) return perform({ command, id, args: readable(draft) });
  return sealed(draft, async (content) => perform({ command, id, args: await envelopeFor(t, id, 1, content) }));
}

/**
 * @param {Item} item as the person saw it
 * @param {ItemDraft} draft
 * @returns {Promise<Item>} under another id when the mode is another one
 */
export async function save(item, draft) {
  if (draft.isPrivate !== (item.mode === "private")) return changePrivacy(item, draft);
  const { t, id, rev } = item;
  const change = { command: `${t}.change`, id, base_rev: rev, before: item };
  if (!draft.isPrivate) return perform({ ...change, args: readable(draft) });
  return sealed(draft, async (content) => perform({ ...change, args: await envelopeFor(t, id, rev + 1, content) }));
}

/**
 * @param {Item} item as the person saw it
 * @returns {Promise<{ pending?: string | undefined } | undefined>} something where the server has not heard of it
 */
export async function remove(item) {
  const { t, id, rev } = item;
  return perform({ command: `${t}.delete`, id, base_rev: rev, before: item, args: {} });
}

/**
 * The item goes on under a new id, so that nothing of what the server could read stays behind.
 *
 * @param {Item} item
 * @param {ItemDraft} draft
 * @returns {Promise<Item>}
 */
async function changePrivacy(item, draft) {
  const { t, id, rev } = item;
  const [change, next] = [{ command: `${t}.privacy`, id, base_rev: rev, before: item }, crypto.randomUUID()];
  if (draft.isPrivate) {
    return sealed(draft, async (content) =>
      perform({ ...change, args: { is_private: true, ...(await envelopeFor(t, next, 1, content)) } }),
    );
  }
  const { shared, ...content } = readable(draft);
  const after = await perform({ ...change, args: { is_private: false, id: next, ...content } });
  if (!shared) return after;
  return perform({ command: `${t}.change`, id: next, base_rev: after.rev, before: after, args: { shared } });
}

/**
 * @param {ItemType} t
 * @param {string} id
 * @param {number} rev
 * @param {Content} content
 */
async function envelopeFor(t, id, rev, content) {
  return { envelope: await sealItem(t, id, rev, content) };
}

/**
 * @param {ItemDraft} draft
 * @param {(content: Content) => Promise<Item>} write
 */
async function sealed(draft, write) {
  const content = checked(draft);
  await requireOpen();
  const item = await write(content);
  if (!item.pending) void sendTokens(item, content);
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
  const errors = [...titleErrors("title", title), ...textErrors("body", body)];
  if (errors.length > 0) throw new Problem({ status: 422, detail: "This cannot be saved as it is.", errors });
  return { title: title.trim(), body };
}
