/**
 * The search box: a combobox whose list shows what was found while the person types.
 *
 * @import { Build } from "../page.js"
 * @import { Hit, Results } from "./finder.js"
 * @import { Term } from "../types.js"
 */

import { counted } from "../day.js";
import { byId, copyOf, listenWhileShown, part } from "../elements.js";

import { vault } from "../vault/vault.js";
import { parse } from "./query.js";
import { search } from "./search.js";
import { pieceOf, showMarked } from "./snippet.js";

/** Results that are shown at first, and each time that somebody asks for more. */
const PAGE = 20;
const KINDS = { ideas: "Idea", infobase: "Infobase", journal: "Journal" };

/**
 * A page that has the search box, too.
 *
 * @param {Build} build
 * @returns {Build}
 */
export function withSearch(build) {
  return (person, refresh) => {
    const load = build(person, refresh);
    const box = new SearchBox(byId("search"));
    return async () => {
      await load();
      box.start();
    };
  };
}

class SearchBox {
  #root;
  #input;
  #list = byId("results");
  #popup;
  #said;
  #further;
  /** Counts questions: only the latest may be answered. */
  #asked = 0;
  #active = -1;
  /** @type {Results | undefined} */
  #results;
  /** @type {Term[]} */
  #terms = [];

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#input = /** @type {HTMLInputElement} */ (byId("query"));
    this.#popup = part(root, "popup");
    this.#said = part(root, "said");
    this.#further = part(root, "further");
    this.#input.addEventListener("input", () => this.#ask());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#further.addEventListener("click", () => this.#showFurther());
    this.#list.addEventListener("click", () => this.#close());
    root.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) this.#close();
    });
    listenWhileShown(root, search, "change", () => this.#showState());
    listenWhileShown(root, search, "news", () => this.#askAgain());
    listenWhileShown(root, vault, "change", () => this.#showState());
  }

  /** Begins, when everything is there that can be searched. */
  start() {
    search.start();
    this.#showState();
  }

  #showState() {
    const open = search.state === "building" || search.state === "ready";
    this.#input.disabled = !open;
    if (!open) this.#empty();
    this.#showProgress();
    if (search.state === "failed") this.#say("The search cannot be used in this browser just now.");
    else if (!open) this.#say(vault.state === "none" ? "Searching needs a vault." : "Searching needs an open vault.");
    else if (this.#input.value === "") this.#say("");
    else if (search.state === "ready") this.#askAgain();
  }

  #showProgress() {
    const { state, done, total } = search;
    part(this.#root, "progress").hidden = state !== "building" || total === 0;
    const bar = part(this.#root, "bar");
    const text = `Indexing ${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`;
    bar.ariaValueNow = String(done);
    bar.ariaValueMax = String(total);
    bar.ariaValueText = text;
    part(bar, "filled").style.width = `${total === 0 ? 0 : (100 * done) / total}%`;
    part(this.#root, "count").textContent = text;
  }

  /** Leaves nothing of what was typed or found. */
  #empty() {
    this.#input.value = "";
    this.#terms = [];
    this.#results = undefined;
    this.#list.replaceChildren();
    this.#close();
  }

  /** Looks again for what is shown: other things may be found by now. */
  #askAgain() {
    if (!this.#popup.hidden || this.#list.childElementCount === 0) this.#ask({ again: true });
  }

  /** @param {{ again?: boolean }} how `again` for what is shown already */
  async #ask({ again = false } = {}) {
    this.#asked += 1;
    const asked = this.#asked;
    const terms = parse(this.#input.value);
    const isCurrent = () => asked === this.#asked;
    if (!terms.some(({ excluded }) => !excluded)) return this.#showNothing(terms);
    try {
      await this.#answer(terms, isCurrent, again);
      if (search.state === "building" && isCurrent()) {
        const others = await search.findOnServer(terms);
        if (others.length > 0 && isCurrent()) await this.#answer(terms, isCurrent, true, others);
      }
    } catch (problem) {
      if (isCurrent() && vault.state === "unlocked") throw problem;
    }
  }

  /**
   * Shows what is found. Whoever is among the results of the same question already stays at theirs.
   *
   * @param {Term[]} terms
   * @param {() => boolean} isCurrent
   * @param {boolean} again
   * @param {string[]} [others]
   */
  async #answer(terms, isCurrent, again, others) {
    const results = await search.find(terms, others);
    const found = await results.next(again ? Math.max(PAGE, this.#list.childElementCount) : PAGE);
    if (!isCurrent()) return;
    const kept = again ? this.#list.children[this.#active]?.getAttribute("href") : undefined;
    this.#terms = terms;
    this.#results = results;
    const options = found.map((hit, place) => this.#option(hit, place));
    this.#list.replaceChildren(...options);
    this.#open(kept === undefined ? -1 : options.findIndex((option) => option.getAttribute("href") === kept));
  }

  /** @param {Term[]} terms */
  #showNothing(terms) {
    this.#results = undefined;
    this.#list.replaceChildren();
    this.#close();
    const typed = this.#input.value.trim();
    if (terms.length > 0) this.#say("Type what is to be found, beside what is not.");
    else this.#say(typed === "" ? "" : "Type at least two letters of a word.");
  }

  async #showFurther() {
    const asked = this.#asked;
    const before = this.#list.childElementCount;
    const found = (await this.#results?.next(PAGE)) ?? [];
    if (asked !== this.#asked) return;
    this.#list.append(...found.map((hit, place) => this.#option(hit, before + place)));
    // Before the button goes, which has the focus now.
    this.#input.focus();
    this.#open(Math.min(before, this.#list.childElementCount - 1));
  }

  /**
   * @param {Hit} hit
   * @param {number} place
   */
  #option({ item, content }, place) {
    const option = /** @type {HTMLAnchorElement} */ (copyOf("search-result"));
    option.id = `result-${place}`;
    option.setAttribute("href", `${item.t}#${item.id}`);
    showMarked(part(option, "title"), content.title, this.#terms);
    part(option, "kind").textContent = `${KINDS[item.t]}, ${item.mode}`;
    showMarked(part(option, "snippet"), pieceOf(content.body, this.#terms), this.#terms);
    return option;
  }

  /** @param {number} active the result to be at, -1 for none */
  #open(active = -1) {
    const shown = this.#list.childElementCount;
    this.#popup.hidden = shown === 0;
    this.#further.hidden = !this.#results?.more;
    this.#input.ariaExpanded = String(shown > 0);
    this.#activate(active);
    this.#say(
      `${this.#outcome(shown)}${search.state === "building" ? " Still indexing: results may be incomplete." : ""}`,
    );
  }

  /** @param {number} shown */
  #outcome(shown) {
    if (shown === 0) return `No results for “${this.#input.value.trim()}”.`;
    const count = this.#results?.count;
    if (count === null || count === undefined) return `More than ${counted(shown, "result")}.`;
    return shown < count ? `${counted(count, "result")}, ${shown} of them shown.` : `${counted(count, "result")}.`;
  }

  /** Closes the list; an answer that is still to come does not open it again. */
  #close() {
    this.#asked += 1;
    this.#popup.hidden = true;
    this.#input.ariaExpanded = "false";
    this.#activate(-1);
  }

  /** @param {string} text */
  #say(text) {
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  /** @param {number} place of the option that the arrows have come to, -1 for none */
  #activate(place) {
    this.#active = place;
    const options = [...this.#list.children];
    for (const [number, option] of options.entries()) option.ariaSelected = String(number === place);
    const active = options[place];
    if (!active) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = this.#popup.hidden ? this.#whileClosed(event.key) : this.#whileOpen(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {string} key */
  #whileClosed(key) {
    if (key === "Escape" && this.#input.value !== "") return () => this.#clear();
    if (key === "ArrowDown" && this.#list.childElementCount > 0) return () => this.#open();
    return undefined;
  }

  /** @param {string} key */
  #whileOpen(key) {
    const last = this.#list.childElementCount - 1;
    const going = this.#active !== -1;
    if (key === "ArrowDown") return () => this.#activate(this.#active === last ? 0 : this.#active + 1);
    if (key === "ArrowUp") return () => this.#activate(this.#active <= 0 ? last : this.#active - 1);
    if (key === "Home" && going) return () => this.#activate(0);
    if (key === "End" && going) return () => this.#activate(last);
    if (key === "Enter") return () => this.#follow();
    if (key === "Escape") return () => this.#close();
    return undefined;
  }

  /** Goes to the result that the arrows have come to, or else to the first one. */
  #follow() {
    /** @type {HTMLElement} */ (this.#list.children[Math.max(0, this.#active)]).click();
  }

  #clear() {
    this.#input.value = "";
    this.#ask();
  }
}
