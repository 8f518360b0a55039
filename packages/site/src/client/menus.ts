/** Closes an open menu as readers expect: by Escape, by a click elsewhere, and by moving on with the Tab key. */
export function enableMenus(page: Document): void {
  for (const menu of page.querySelectorAll<HTMLDetailsElement>("details[data-menu]")) {
    page.addEventListener("click", (event) => {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
}
