/** Recovery codes on the screen: shown once, and gone from the page when the person has kept them, or the vault locks. */

import { command } from "../commands.js";
import { byId, part } from "../elements.js";

export class CodesView {
  #root = byId("codes");
  #list = part(this.#root, "list");
  #done;
  #shown = false;

  /** @param {() => void} done called when the person has kept them */
  constructor(done) {
    this.#done = done;
    part(this.#root, "copy").addEventListener("click", () => command(() => this.#copy()));
    part(this.#root, "print").addEventListener("click", () => print());
    part(this.#root, "download").addEventListener("click", () => this.#download());
    part(this.#root, "kept").addEventListener("click", () => {
      this.forget();
      this.#done();
    });
  }

  /** Whether there are codes that the person has not said to have kept. */
  get shown() {
    return this.#shown;
  }

  /** @param {string[]} codes */
  show(codes) {
    this.#shown = true;
    this.#list.replaceChildren(...codes.map(row));
  }

  forget() {
    this.#shown = false;
    this.#list.replaceChildren();
  }

  get #text() {
    return [...this.#list.children].map((line) => `${line.textContent}\n`).join("");
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#text);
    return "Recovery codes copied.";
  }

  #download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#text], { type: "text/plain" }));
    link.download = "passion-os-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** @param {string} code */
function row(code) {
  const line = document.createElement("li");
  line.textContent = code;
  return line;
}
