/**
 * Operations in words.
 *
 * @import { Operation } from "../types.js"
 */

import { kindOf, verbOf } from "./fold.js";
import { replica } from "./replica.js";

const NOUNS = {
  ideas: "idea",
  infobase: "infobase entry",
  journal: "journal entry",
  quests: "quest",
  habits: "habit",
  focus: "focus session",
  learning: "track",
  credits: "credit",
};

/** @type {Map<string, string>} */
const VERBS = new Map([
  ["create", "Create"],
  ["change", "Change"],
  ["rename", "Rename"],
  ["delete", "Delete"],
  ["privacy", "Change the privacy of"],
  ["archive", "Archive or restore"],
  ["tick", "Tick a step of"],
  ["check-in", "Check in"],
  ["undo-check-in", "Undo a check-in of"],
  ["complete", "Complete"],
  ["learning.complete", "Complete a lesson of"],
  ["answer", "Answer a review of"],
]);

/**
 * What somebody did, such as: Change quest “Mix”. What is private is not named: this may be read while the vault is locked.
 *
 * @param {Operation} op
 */
export function describe(op) {
  const [t, verb] = [kindOf(op), VERBS.get(op.command) ?? VERBS.get(verbOf(op)) ?? "Change"];
  if (isPrivate(op)) return `${verb} a private ${NOUNS[t]}`;
  const title = op.args.title ?? op.before?.title ?? replica.get(t, op.id)?.title;
  return title ? `${verb} ${NOUNS[t]} “${title}”` : `${verb} a ${NOUNS[t]}`;
}

/** @param {Operation} op */
function isPrivate({ args, before }) {
  return Boolean(args.envelope) || before?.mode === "private";
}

/**
 * Why an operation is where it is.
 *
 * @param {Operation} op
 */
export function reasonOf({ state, problem }) {
  if (state === "recovered") {
    return "This device was away for so long that the server does not know any more what this was based on.";
  }
  if (!problem) return "";
  const errors = (problem.errors ?? []).map(({ field, message }) => `${field} ${message}`).join("; ");
  return errors === "" ? problem.detail : `It cannot be saved: ${errors}.`;
}

/**
 * What the banner says.
 *
 * @param {{ reached: boolean, waiting: number, aside: number, locked: boolean }} facts
 */
export function stateInWords({ reached, waiting, aside, locked }) {
  const parts = [
    ...(reached ? [] : ["Offline"]),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en-GB")} waiting${locked ? " for your vault" : ""}`] : []),
    ...(aside > 0 ? [`${aside} set aside`] : []),
  ];
  return parts.length === 0 ? "Synced" : parts.join(" · ");
}
