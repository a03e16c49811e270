/**
 * Conflicts: the server's version stays, and what was done here becomes a thing of its own, so that both are there.
 *
 * @import { Lesson, Operation } from "../types.js"
 */

import { Problem } from "../api.js";
import { stamp } from "../day.js";
import { contentOf } from "../items/reading.js";
import { sealItem } from "../vault/contents.js";
import { Damaged } from "../vault/damaged.js";
import { vault } from "../vault/vault.js";
import { fold, kindOf, verbOf } from "./fold.js";
import { personHere } from "./here.js";
import { markedTitle } from "./limits.js";
import { laterThan, newOperation } from "./operation.js";
import { replica } from "./replica.js";

const MARK = "(conflict copy)";

/** Settles every conflict that can be settled now; one about something private waits for the vault. */
export async function settleConflicts() {
  for (const op of replica.ops.filter(({ state }) => state === "conflict")) {
    // The one before may have settled this one along with it.
    if (replica.ops.some(({ order, state }) => order === op.order && state === "conflict")) await settle(op);
  }
}

/** @param {Operation} op */
async function settle(op) {
  const { current } = op;
  if (op.base_rev === null) return setAside(op);
  const all = withEdits(op);
  const last = all.at(-1) ?? op;
  if (verbOf(last) === "delete") return settleDeletion(all.slice(0, -1), { ...last, current: current ?? null });
  const mine = [...fold(kindOf(op), new Map(), all, replica.cursor).values()].at(-1);
  try {
    const same = current && !current.deleted && (await isSame(mine, current));
    const put = same ? [] : await copyOf(mine, op);
    // What was done while that was made belongs to it.
    if (withEdits(op).length > all.length) return await settle(op);
    await replica.change({ drop: all, put });
  } catch (problem) {
    // The vault is locked, or there is no room: that one waits, and keeps nothing else back.
    if (problem instanceof Problem) return;
    if (!(problem instanceof Damaged)) throw problem;
    await setAside(op);
  }
}

/**
 * What was deleted here, perhaps after edits: of those nothing is wanted, and the deletion is decided about by itself,
 * unless it is gone anyway.
 *
 * @param {Operation[]} edits
 * @param {Operation} deletion
 */
async function settleDeletion(edits, deletion) {
  if (deletion.current?.deleted) return replica.change({ drop: [...edits, deletion] });
  await replica.change({ drop: edits });
  await setAside(deletion);
}

/**
 * What nobody can make a copy of, the person decides about.
 *
 * @param {Operation} op
 */
function setAside(op) {
  const gone = op.current?.deleted ?? true;
  const detail = gone
    ? "It was deleted on another device in the meantime."
    : "It was changed on another device after you had deleted it here, so it is still there.";
  return replica.change({
    put: [{ ...op, state: "parked", problem: { type: "/problems/revision-conflict", status: 409, detail } }],
  });
}

/**
 * An edit and what was done to the same thing later. What commutes, such as ticks, goes on being about the server's
 * version, as long as there is one.
 *
 * @param {Operation} op
 */
function withEdits(op) {
  return [op, ...laterThan(op, replica.ops).filter(({ base_rev }) => base_rev !== null || !isThere(op))];
}

/**
 * Whether the server has a version of its own, with which ticks and the like stay.
 *
 * @param {Operation} op
 */
function isThere({ current }) {
  return Boolean(current) && !current?.deleted;
}

/**
 * @param {any} mine
 * @param {any} current
 */
async function isSame(mine, current) {
  if (mine.mode !== current.mode) return false;
  const [one, other] = await Promise.all([essence(mine), essence(current)]);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {any} thing */
async function essence(thing) {
  if (thing.t === "quests") {
    const { title, notes, due_date, steps } = thing;
    return [title, notes, due_date, steps.map(/** @param {{ title: string }} step */ (step) => step.title)];
  }
  if (thing.t === "habits") return [thing.title];
  if (thing.t === "learning") {
    return [thing.title, thing.lessons.map(/** @param {Lesson} lesson */ ({ title, text }) => [title, text])];
  }
  const { title, body } = await contentOf(thing);
  return [title, body, thing.shared];
}

/**
 * The operations that make a thing of what was done here.
 *
 * @param {any} mine
 * @param {Operation} op
 * @param {string} [mark]
 * @returns {Promise<Operation[]>}
 */
export async function copyOf(mine, op, mark = MARK) {
  const [t, id] = [kindOf(op), crypto.randomUUID()];
  if (t === "quests") return copyOfQuest(mine, op, id, mark);
  if (t === "learning") return copyOfTrack(mine, op, id, mark);
  if (t === "habits")
    return [made(op, id, { title: markedTitle(mine.title, mark), start_date: mine.start_date, ...when(op) })];
  const { title, body } = await contentOf(mine);
  const content = { title: markedTitle(title, mark), body };
  if (mine.mode !== "private") return [made(op, id, content)];
  vault.ensureOpen();
  return [made(op, id, { envelope: await sealItem(mine.t, id, 1, content) })];
}

/**
 * @param {any} mine
 * @param {Operation} op
 * @param {string} id
 * @param {string} mark
 */
function copyOfQuest(mine, op, id, mark) {
  const moment = when(op);
  /** @type {{ id: string, title: string, ticked: boolean }[]} */
  const steps = mine.steps.map(
    /** @param {{ title: string, ticked: boolean }} step */ ({ title, ticked }) => ({
      id: crypto.randomUUID(),
      title,
      ticked,
    }),
  );
  // A day that has passed is none that a new quest can be due on.
  const due_date = mine.due_date >= moment.local_date ? mine.due_date : null;
  const facts = { title: markedTitle(mine.title, mark), notes: mine.notes, start_date: mine.start_date, due_date };
  const quest = made(op, id, { ...facts, steps: steps.map((step) => ({ id: step.id, title: step.title })), ...moment });
  const ticks = steps
    .filter(({ ticked }) => ticked && !isThere(op))
    .map((step) => {
      const args = { step_id: step.id, ticked: true, ...moment };
      return newOperation({ command: "quests.tick", id, args, at: op.at });
    });
  return [quest, ...ticks];
}

/**
 * What was completed stays so where the track is gone elsewhere; its reviews begin anew.
 *
 * @param {any} mine
 * @param {Operation} op
 * @param {string} id
 * @param {string} mark
 */
function copyOfTrack(mine, op, id, mark) {
  /** @type {{ id: string, title: string, text: string, completed_on: string | null }[]} */
  const lessons = mine.lessons.map(
    /** @param {Lesson} lesson */ ({ title, text, completed_on }) => ({
      id: crypto.randomUUID(),
      title,
      text,
      completed_on,
    }),
  );
  const written = lessons.map(({ id, title, text }) => ({ id, title, text }));
  const track = made(op, id, { title: markedTitle(mine.title, mark), lessons: written });
  const open = lessons.findIndex(({ completed_on }) => !completed_on);
  const completed = isThere(op) ? [] : lessons.slice(0, open === -1 ? lessons.length : open);
  const done = completed.map((lesson) => {
    const args = { lesson_id: lesson.id, ...when(op) };
    return newOperation({ command: "learning.complete", id, args, at: op.at });
  });
  return [track, ...done];
}

/**
 * @param {Operation} op
 * @param {string} id
 * @param {Record<string, any>} args
 */
function made({ command, at }, id, args) {
  return newOperation({ command: `${command.slice(0, command.indexOf("."))}.create`, id, args, at });
}

/** @param {Operation} op */
function when({ at }) {
  return stamp(personHere()?.time_zone ?? "UTC", Date.parse(at));
}
