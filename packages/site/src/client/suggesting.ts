import type { Suggestions } from "arxivlens/api";

import { suggestWords } from "../words/suggest.ts";

/** Time without a key after which one is taken to wait for suggestions. */
const restMs = 90;

/** Turns every search box into a combobox whose list is asked for while one types; the form works as before. */
export function enableSuggesting(page: Document): void {
  for (const [index, line] of [...page.querySelectorAll<HTMLElement>("[data-suggest]")].entries()) {
    const input = line.querySelector<HTMLInputElement>("input[name=q]");
    if (input !== null) new SuggestingBox(page, line, input, `suggestions-${index}`).begin();
  }
}

/** One thing to choose: a word to complete the query with, or a paper to open. */
interface Option {
  readonly element: HTMLElement;
  readonly choose: () => void;
  /** What stands in the box while it is chosen but not taken. */
  readonly text: string;
}

class SuggestingBox {
  readonly #page: Document;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #status: HTMLElement;
  #options: readonly Option[] = [];
  #active = -1;
  #typed = "";
  #timer = 0;
  #asking: AbortController | null = null;

  constructor(page: Document, line: HTMLElement, input: HTMLInputElement, id: string) {
    this.#page = page;
    this.#input = input;
    this.#list = page.createElement("ul");
    this.#list.id = id;
    this.#list.className = "suggestions";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", suggestWords.list);
    this.#list.hidden = true;
    this.#status = page.createElement("span");
    this.#status.className = "only-heard";
    this.#status.setAttribute("role", "status");
    line.append(this.#list, this.#status);
  }

  begin(): void {
    const input = this.#input;
    // A search box of the browser has a role of its own, which a combobox cannot take.
    input.type = "text";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.#list.id);
    input.addEventListener("input", () => {
      this.#typed = input.value;
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#ask(), restMs);
    });
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.addEventListener("blur", () => this.#close());
    // The box must keep the focus while one points at the list.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const element = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      this.#options.find((option) => option.element === element)?.choose();
    });
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const typed = this.#typed;
    try {
      const response = await fetch(`/api/suggest?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      if (!response.ok) return this.#close();
      this.#show(typed, (await response.json()) as Suggestions);
    } catch {
      // A newer question has taken this one's place, or there is no connection: the form still searches.
      if (!asking.signal.aborted) this.#close();
    }
  }

  #show(typed: string, { words, papers }: Suggestions): void {
    this.#setActive(-1);
    const completed = words
      .map(({ word, papers: held }) => ({ text: completion(typed, word), held }))
      .filter(({ text }) => text !== typed);
    this.#options = [
      ...completed.map(({ text, held }) =>
        this.#option(text, suggestWords.papers(held), text, () => {
          this.#input.value = text;
          this.#input.form?.requestSubmit();
        }),
      ),
      ...papers.map(({ key, title, year }) =>
        this.#option(title, year === null ? "" : String(year), typed, () => location.assign(paperAddress(key))),
      ),
    ];
    this.#options.forEach(({ element }, at) => {
      element.id = `${this.#list.id}-${at}`;
    });
    this.#list.replaceChildren(...this.#options.map(({ element }) => element));
    const open = this.#options.length > 0 && this.#page.activeElement === this.#input;
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", String(open));
    this.#status.textContent = open ? suggestWords.count(this.#options.length) : "";
  }

  #option(label: string, aside: string, text: string, choose: () => void): Option {
    const element = this.#page.createElement("li");
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    const name = this.#page.createElement("span");
    name.textContent = label;
    const count = this.#page.createElement("span");
    count.className = "figures";
    count.textContent = aside;
    element.append(name, " ", count);
    return { element, choose, text };
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && !this.#list.hidden) {
      this.#input.value = this.#typed;
      this.#close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !this.#list.hidden) {
      // What is being walked through is not replaced by what is still on its way.
      clearTimeout(this.#timer);
      this.#asking?.abort();
      const by = event.key === "ArrowDown" ? 1 : -1;
      const places = this.#options.length + 1;
      // One place more than there are options: the box itself, with what was typed.
      this.#setActive(((this.#active + 1 + by + places) % places) - 1);
      this.#input.value = this.#options[this.#active]?.text ?? this.#typed;
    } else if (event.key === "Enter" && this.#active >= 0 && !this.#list.hidden) {
      this.#options[this.#active]?.choose();
    } else return;
    event.preventDefault();
  }

  #setActive(index: number): void {
    this.#options[this.#active]?.element.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#options[index];
    if (option === undefined) return this.#input.removeAttribute("aria-activedescendant");
    option.element.setAttribute("aria-selected", "true");
    option.element.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.element.id);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#list.hidden = true;
    this.#setActive(-1);
    this.#input.setAttribute("aria-expanded", "false");
    this.#status.textContent = "";
  }
}

/** What was typed with its last word completed; a field before it stays. */
export function completion(typed: string, word: string): string {
  return typed.replace(/[\p{L}\p{N}\p{M}]+[^\p{L}\p{N}\p{M}]*$/u, word);
}

function paperAddress(key: string): string {
  return key.startsWith("work:") ? `/works/${encodeURIComponent(key.slice("work:".length))}` : `/abs/${key}`;
}
