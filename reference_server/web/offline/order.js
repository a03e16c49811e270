/**
 * The order of lists: the newest first. What this device has made, and the server has not told of yet, is newer than all
 * that it did tell of, whatever their clocks say.
 */

import { verbOf } from "./fold.js";
import { replica } from "./replica.js";

/**
 * @template {{ id: string, created_at: string, seq: number }} Thing
 * @param {Thing[]} things
 * @returns {Thing[]}
 */
export function newestFirst(things) {
  const untold = new Set(replica.ops.filter((op) => verbOf(op) === "create").map(({ id }) => id));
  const placed = things.map((thing) => ({
    thing,
    untold: Number(untold.has(thing.id)),
    at: Date.parse(thing.created_at),
  }));
  placed.sort((one, other) => other.untold - one.untold || other.at - one.at || other.thing.seq - one.thing.seq);
  return placed.map(({ thing }) => thing);
}
