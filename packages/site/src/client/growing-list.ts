/** What the address alone cannot say of a list that has grown: kept with the entry of the browser's history. */
interface GrownList {
  /** First and last page that are shown. */
  readonly first: number;
  readonly last: number;
  /** Key of the paper at the top of the window. */
  readonly at: string | null;
}

const pageOf = (address: string): number => Number(new URL(address, location.href).searchParams.get("page") ?? "1");

/**
 * Lets a list of results grow: the server's next page is appended when its end comes near, the address follows the page
 * that is read, and whoever comes back finds the list as it was. Without JavaScript the links between pages do the same.
 */
export function enableGrowing(page: Document): void {
  const frame = page.querySelector<HTMLElement>("[data-growing]");
  const list = frame?.querySelector<HTMLOListElement>("ol.hits");
  const nav = frame?.parentElement?.querySelector<HTMLElement>("nav.paging");
  if (frame === null || frame === undefined || list === null || list === undefined || nav === null || nav === undefined)
    return;
  new GrowingList(page, list, nav).begin();
}

class GrowingList {
  readonly #list: HTMLOListElement;
  readonly #nav: HTMLElement;
  readonly #status: HTMLElement;
  #first: number;
  #last: number;
  #loading = false;
  #next: string | null;

  constructor(page: Document, list: HTMLOListElement, nav: HTMLElement) {
    this.#list = list;
    this.#nav = nav;
    this.#first = pageOf(location.href);
    this.#last = this.#first;
    this.#next = hrefOf(nav, "next");
    this.#mark(list, this.#first);
    this.#status = page.createElement("p");
    this.#status.className = "only-heard";
    this.#status.setAttribute("role", "status");
    nav.before(this.#status);
  }

  begin(): void {
    void this.#restore().then(() => this.#follow());
  }

  /** Grows when the end comes near, and keeps the address with what is read. */
  #follow(): void {
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#grow();
      },
      { rootMargin: "0px 0px 800px" },
    );
    near.observe(this.#nav);
    let waiting = false;
    addEventListener(
      "scroll",
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          this.#remember();
        });
      },
      { passive: true },
    );
  }

  /** Brings back what was there when this entry of the history was left. */
  async #restore(): Promise<void> {
    const grown = readState(history.state);
    if (grown === null) return;
    for (let number = this.#first - 1; number >= grown.first; number--)
      if (!(await this.#load(number, "before"))) break;
    while (this.#last < grown.last && (await this.#grow()));
    const hit = [...this.#list.children].find(
      (each) => each instanceof HTMLElement && each.dataset["key"] === grown.at,
    );
    hit?.scrollIntoView({ block: "start", behavior: "instant" });
  }

  async #grow(): Promise<boolean> {
    if (this.#next === null || this.#loading) return false;
    return this.#load(this.#last + 1, "after");
  }

  /** Fetches a page of the same list and takes its results over. */
  async #load(number: number, where: "before" | "after"): Promise<boolean> {
    this.#loading = true;
    try {
      const address = new URL(location.href);
      address.searchParams.set("page", String(number));
      const response = await fetch(address);
      if (!response.ok) return false;
      const other = new DOMParser().parseFromString(await response.text(), "text/html");
      const list = other.querySelector<HTMLOListElement>("[data-growing] ol.hits");
      if (list === null) return false;
      this.#mark(list, number);
      const hits = [...list.children];
      if (where === "before") {
        this.#list.prepend(...hits);
        this.#list.start = list.start;
        this.#first = number;
      } else {
        this.#list.append(...hits);
        this.#last = number;
        this.#next = hrefOf(other.querySelector<HTMLElement>("nav.paging"), "next");
        const position = other.querySelector("nav.paging .figures")?.textContent ?? "";
        this.#nav.querySelector(".figures")?.replaceChildren(position);
        const link = this.#nav.querySelector<HTMLAnchorElement>("a[rel=next]");
        if (this.#next === null) link?.remove();
        else if (link !== null) link.href = this.#next;
        this.#status.textContent = position;
      }
      return true;
    } catch {
      // No connection: the links between pages still say where to go on.
      return false;
    } finally {
      this.#loading = false;
    }
  }

  #mark(list: HTMLOListElement, number: number): void {
    for (const hit of list.children) if (hit instanceof HTMLElement) hit.dataset["page"] = String(number);
  }

  /** The address names the page that is read; the history entry knows the rest. */
  #remember(): void {
    if (this.#first === this.#last) return;
    const top = [...this.#list.children].find((hit) => hit.getBoundingClientRect().bottom > 0);
    if (!(top instanceof HTMLElement)) return;
    const address = new URL(location.href);
    const number = top.dataset["page"] ?? "1";
    if (number === "1") address.searchParams.delete("page");
    else address.searchParams.set("page", number);
    const grown: GrownList = { first: this.#first, last: this.#last, at: top.dataset["key"] ?? null };
    const state = readState(history.state);
    // Browsers limit how often this may be called.
    if (state?.at === grown.at && state.last === grown.last && state.first === grown.first) return;
    history.replaceState({ ...history.state, grown }, "", address);
  }
}

function hrefOf(nav: HTMLElement | null, rel: "next" | "prev"): string | null {
  return nav?.querySelector<HTMLAnchorElement>(`a[rel=${rel}]`)?.getAttribute("href") ?? null;
}

/** What an earlier visit has left in the history; anything else is not ours. */
function readState(state: unknown): GrownList | null {
  if (typeof state !== "object" || state === null || !("grown" in state)) return null;
  const { grown } = state;
  if (typeof grown !== "object" || grown === null || !("first" in grown) || !("last" in grown) || !("at" in grown))
    return null;
  const { first, last, at } = grown;
  return typeof first === "number" && typeof last === "number" && (typeof at === "string" || at === null)
    ? { first, last, at }
    : null;
}
