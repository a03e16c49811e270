/** Whether the server has everything: a button in the banner, and behind it what it has not got yet. */

import { command } from "../commands.js";
import { byId, copyOf, labelButton, part } from "../elements.js";
import { sync } from "../sync.js";
import { vault } from "../vault/vault.js";
import { isVaultContent } from "./fold.js";
import { network } from "./network.js";
import { discard, keepAsNew, setAside, tryAgain, waiting, withLater } from "./queue.js";
import { replica } from "./replica.js";
import { describe, reasonOf, stateInWords } from "./wording.js";

/** @import { Operation } from "../types.js" */

let shown = false;
/**
 * What each list of the open dialog shows, in the words that it is made of.
 *
 * @type {Map<string, string>}
 */
const listed = new Map();

/** Begins to show it, once. */
export function showSyncState() {
  if (shown) return;
  shown = true;
  const dialog = /** @type {HTMLDialogElement} */ (byId("changes"));
  byId("sync-state").addEventListener("click", () => {
    showChanges();
    dialog.showModal();
  });
  part(dialog, "close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => listed.clear());
  part(dialog, "now").addEventListener("click", () => sync.soon());
  const show = () => {
    showState();
    if (dialog.open) showChanges();
  };
  replica.addEventListener("change", show);
  network.addEventListener("change", show);
  vault.addEventListener("change", show);
  show();
}

function showState() {
  const [open, aside] = [waiting(), setAside()];
  const locked = network.reached && vault.state === "locked" && open.length > 0 && open.every(isVaultContent);
  const words = stateInWords({ reached: network.reached, waiting: open.length, aside: aside.length, locked });
  const button = byId("sync-state");
  if (button.textContent === words) return;
  button.textContent = words;
  button.classList.toggle("attention", aside.length > 0);
  button.classList.toggle("offline", !network.reached);
  byId("sync-told").textContent = words;
}

function showChanges() {
  const dialog = byId("changes");
  const [open, aside] = [waiting(), setAside()];
  part(dialog, "none").hidden = open.length + aside.length > 0;
  fill("aside", aside);
  fill("waiting", open);
}

/**
 * Lists operations. A list that says the same stays as it is: somebody may be about to answer a row's question.
 *
 * @param {"aside" | "waiting"} name
 * @param {Operation[]} ops
 */
function fill(name, ops) {
  const section = part(byId("changes"), name);
  section.hidden = ops.length === 0;
  const wanted = ops.map((op) => [op.op_id, op.state, describe(op), reasonOf(op)].join("\n")).join("\n\n");
  if (wanted === listed.get(name)) return;
  listed.set(name, wanted);
  part(section, "list").replaceChildren(...ops.map(rowOf));
}

/** @param {Operation} op */
function rowOf(op) {
  const row = copyOf("change-row");
  const title = describe(op);
  part(row, "title").textContent = title;
  const reason = part(row, "reason");
  reason.textContent = reasonOf(op);
  reason.hidden = reason.textContent === "";
  const decided = op.state === "parked" || op.state === "recovered";
  part(row, "decisions").hidden = !decided;
  if (decided) offerDecisions(row, op, title);
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {Operation} op
 * @param {string} title
 */
function offerDecisions(row, op, title) {
  const [again, away] = [part(row, "again"), part(row, "discard")];
  const recovered = op.state === "recovered";
  labelButton(again, recovered ? "Keep as new" : "Try again", title);
  labelButton(away, "Discard", title);
  again.addEventListener("click", () =>
    command(async () => {
      await (recovered ? keepAsNew(op) : tryAgain(op));
      sync.soon();
      return recovered ? "It is kept as a new one." : "It is tried again.";
    }),
  );
  let asked = false;
  away.addEventListener("click", () => {
    if (!asked) {
      asked = true;
      const later = withLater(op).length - 1;
      labelButton(away, later > 0 ? `Discard it and ${later} later` : "Discard for good", title);
      return;
    }
    command(async () => {
      await discard(op);
      sync.soon();
      return "It is discarded.";
    });
  });
}
