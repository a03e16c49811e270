/**
 * Everybody's backed-up files, as the server lists them.
 *
 * @import { ListedFile } from "../types.js"
 */

import { readPart } from "../api.js";
import { PATIENCE } from "./in-time.js";

/** Files in one answer, at most. */
const LARGEST_PART = 200;

/**
 * Reads the beginning of the list. It may move on while it is read: a file that comes up twice is the newer one, which
 * stands first.
 *
 * @param {number} wanted how many files
 * @returns {Promise<{files: ListedFile[], more: boolean}>} `more` says whether there are others
 */
export async function readFiles(wanted) {
  /** @type {Map<string, ListedFile>} */
  const files = new Map();
  /** @type {string | undefined} */
  let path = `api/admin/daw/files?limit=${Math.min(wanted, LARGEST_PART)}`;
  while (path !== undefined && files.size < wanted) {
    /** @type {{items: ListedFile[], next: string | undefined}} */
    const part = await readPart(path, { patience: PATIENCE });
    for (const file of part.items) if (!files.has(file.id)) files.set(file.id, file);
    path = part.next;
  }
  return { files: [...files.values()].slice(0, wanted), more: path !== undefined || files.size > wanted };
}
