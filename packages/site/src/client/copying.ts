import { citeWords } from "../words/paper.ts";

/** Shows each copy button and lets it copy the text it names. */
export function enableCopying(page: Document, clipboard: Clipboard | undefined): void {
  // Browsers offer a clipboard on localhost and https only.
  if (clipboard === undefined) return;
  for (const button of page.querySelectorAll<HTMLElement>("[data-copy]")) {
    const id = button.dataset["copy"] ?? "";
    const status = page.querySelector(`[data-copied-for="${id}"]`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = page.getElementById(id)?.textContent ?? "";
      clipboard.writeText(text).then(
        () => status?.replaceChildren(citeWords.copied),
        () => status?.replaceChildren(citeWords.notCopied),
      );
    });
  }
}
