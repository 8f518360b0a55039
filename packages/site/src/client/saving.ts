import { shelfWords as words } from "../words/shelf.ts";
import { postShelf } from "./shelf-request.ts";

/** Lets every form that saves a paper do so without a new page; one that fails is sent as it always could be. */
export function enableSaving(page: Document): void {
  const status = page.createElement("p");
  status.className = "only-heard";
  status.setAttribute("role", "status");
  page.body.append(status);
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["save"] === undefined) return;
    event.preventDefault();
    void save(form, form.dataset["save"], status);
  });
}

async function save(form: HTMLFormElement, paper: string, status: HTMLElement): Promise<void> {
  const button = form.querySelector("button");
  if (button === null || button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.set(name, value);
  fields.set("action", "save");
  if (!(await postShelf(fields))) {
    // The plain way shows what is wrong, for example that the session has ended.
    form.append(hidden(form.ownerDocument, "action", "save"));
    form.submit();
    return;
  }
  const link = form.ownerDocument.createElement("a");
  link.id = form.id;
  link.className = "saved";
  link.href = `/library/item?paper=${encodeURIComponent(paper)}`;
  const sign = button.querySelector("svg");
  sign?.querySelector("path")?.setAttribute("fill", "currentColor");
  if (sign !== null) link.append(sign, " ");
  link.append(words.states.unread);
  const title = /“(.*)”/su.exec(button.getAttribute("aria-label") ?? "")?.[1] ?? paper;
  link.setAttribute("aria-label", words.savedThis(title, words.states.unread));
  const focused = form.contains(form.ownerDocument.activeElement);
  form.replaceWith(link);
  if (focused) link.focus();
  status.textContent = words.hasBeenSaved;
}

function hidden(page: Document, name: string, value: string): HTMLInputElement {
  const input = page.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}
