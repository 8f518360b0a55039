import { shelfWords as words } from "../words/shelf.ts";

/** Shows the box that chooses every paper of the page, and how many are chosen. */
export function enableChoosing(page: Document): void {
  const all = page.querySelector<HTMLInputElement>("[data-choose-all]");
  const count = page.querySelector("[data-chosen]");
  const boxes = [...page.querySelectorAll<HTMLInputElement>("[data-choose]")];
  const tools = page.querySelector(".library-tools");
  if (all === null || boxes.length === 0) return;
  const tell = (): void => {
    const chosen = boxes.filter(({ checked }) => checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    tools?.toggleAttribute("data-in-use", chosen > 0);
    count?.replaceChildren(chosen === 0 ? "" : words.chosen(chosen));
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  const label = all.closest("label");
  if (label !== null) label.hidden = false;
  tell();
}
