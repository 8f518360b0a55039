/** Keys of every page: `/` to the search box, `j` and `k` along a list of papers, `?` for the card that says so. */
export function enableKeys(page: Document): void {
  const card = page.querySelector<HTMLDialogElement>("dialog#keys");
  const toggle = (): void => {
    if (card?.open === true) card.close();
    else card?.showModal();
  };
  const button = page.querySelector<HTMLElement>("[data-keys-button]");
  if (button !== null) {
    button.hidden = false;
    button.addEventListener("click", toggle);
  }
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") toggle();
    else if (event.key === "/" && card?.open !== true) focusSearch(page);
    else if ((event.key === "j" || event.key === "k") && card?.open !== true) step(page, event.key === "j" ? 1 : -1);
    else return;
    event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(?:checkbox|radio|button|submit|range)$/.test(target.type))
  );
}

function focusSearch(page: Document): void {
  const box =
    page.querySelector<HTMLInputElement>("main input[name=q]") ?? page.querySelector<HTMLInputElement>("input[name=q]");
  box?.focus();
  box?.select();
}

/** Moves to the next paper after the one that holds the focus, or to the first that can be seen. */
function step(page: Document, by: 1 | -1): void {
  const titles = [...page.querySelectorAll<HTMLElement>(".hits .hit-title a")];
  const hit = page.activeElement?.closest(".hit");
  const at = titles.findIndex((title) => title.closest(".hit") === hit);
  const seen = titles.findIndex((title) => title.getBoundingClientRect().bottom > 0);
  const next = hit === null || hit === undefined || at < 0 ? titles[Math.max(0, seen)] : titles[at + by];
  if (next === undefined) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}
