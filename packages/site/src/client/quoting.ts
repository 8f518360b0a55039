import { formWords } from "../words/discussion.ts";

const contextLength = 40;

/** Offers to comment on words of the title or the abstract while they are selected. */
export function enableQuoting(page: Document, view: Window, changed: (form: HTMLFormElement) => void): void {
  const button = page.createElement("button");
  button.type = "button";
  button.className = "quote-button";
  button.textContent = formWords.quote;
  button.hidden = true;
  page.body.append(button);
  let selected: SelectedWords | null = null;
  const form = (): HTMLFormElement | null => page.querySelector<HTMLFormElement>("#discussion form#write");

  page.addEventListener("selectionchange", () => {
    selected = form() === null ? null : selectedWords(view.getSelection());
    button.hidden = selected === null;
    if (selected === null) return;
    // Through the object model, which the Content-Security-Policy allows, unlike an attribute.
    button.style.left = `${Math.max(8, Math.min(selected.place.left, view.innerWidth - 220)) + view.scrollX}px`;
    button.style.top = `${selected.place.bottom + view.scrollY + 6}px`;
  });
  // A press must not end the selection before the click has read it.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const target = form();
    if (selected === null || target === null) return;
    for (const name of ["passage", "prefix", "suffix"] as const) {
      const field = target.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`);
      if (field !== null) field.value = selected[name];
    }
    changed(target);
    button.hidden = true;
    view.getSelection()?.removeAllRanges();
    const body = target.querySelector<HTMLTextAreaElement>('[name="body"]');
    target.scrollIntoView({ block: "nearest" });
    body?.focus();
  });
}

interface SelectedWords {
  readonly passage: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly place: DOMRect;
}

function selectedWords(selection: Selection | null): SelectedWords | null {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const block = blockOf(range.commonAncestorContainer);
  if (block === null) return null;
  // Half a formula says nothing; the whole of it has a source to quote.
  const [first, last] = [formulaAt(range.startContainer), formulaAt(range.endContainer)];
  if (first !== null) range.setStartBefore(first);
  if (last !== null) range.setEndAfter(last);
  const passage = wordsOf(range);
  if (passage === "") return null;
  const before = range.cloneRange();
  before.setStart(block, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = range.cloneRange();
  after.selectNodeContents(block);
  after.setStart(range.endContainer, range.endOffset);
  return {
    passage,
    prefix: wordsOf(before).slice(-contextLength),
    suffix: wordsOf(after).slice(0, contextLength),
    place: range.getBoundingClientRect(),
  };
}

const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
const blockOf = (node: Node): Element | null => elementOf(node)?.closest(".abstract p, .paper-heading h1") ?? null;
const formulaAt = (node: Node): Element | null => elementOf(node)?.closest(".math, .katex") ?? null;

/** Text with formulas as their TeX, as the paper's own text has them. */
function wordsOf(range: Range): string {
  const words = range.cloneContents();
  for (const formula of words.querySelectorAll(".katex, math"))
    formula.replaceWith(formula.querySelector("annotation")?.textContent ?? formula.textContent ?? "");
  return (words.textContent ?? "").replaceAll(/\s+/gu, " ").trim();
}
