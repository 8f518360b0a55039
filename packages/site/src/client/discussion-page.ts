import { formWords } from "../words/discussion.ts";
import { createDrafts } from "./discussion-drafts.ts";
import { enableQuoting } from "./quoting.ts";

/**
 * Links and forms of a discussion answer in place: the server's page is asked for as ever, and its discussion replaces
 * the one that is shown. What cannot be answered so is left to the browser, or says what happened and keeps the text.
 */
export function enableDiscussion(page: Document, storage: Storage, view: Window): void {
  const drafts = createDrafts(storage);
  const section = (): HTMLElement | null => page.getElementById("discussion");

  const say = (text: string): void => section()?.querySelector("[data-status]")?.replaceChildren(text);

  const swap = (html: string): boolean => {
    const answer = new DOMParser().parseFromString(html, "text/html").getElementById("discussion");
    const shown = section();
    if (answer === null || shown === null) return false;
    shown.replaceWith(page.adoptNode(answer));
    const now = section();
    if (now !== null) drafts.restoreIn(now);
    return true;
  };

  const follow = async (link: HTMLAnchorElement): Promise<void> => {
    const answer = await view.fetch(link.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (answer === null || !answer.ok || !swap(await answer.text())) {
      view.location.assign(link.href);
      return;
    }
    view.history.replaceState(null, "", link.href);
    focusOn(section(), link.hash);
  };

  const send = async (form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> => {
    drafts.keep(form);
    const fields = new FormData(form);
    if (submitter instanceof HTMLButtonElement && submitter.name !== "") fields.append(submitter.name, submitter.value);
    const body = new URLSearchParams(
      [...fields].map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    );
    const place = placeOf(submitter);
    form.setAttribute("aria-busy", "true");
    const answer = await view.fetch(form.action, { method: "POST", body }).catch(() => null);
    form.removeAttribute("aria-busy");
    if (answer === null) return trouble(form, formWords.offline);
    const html = await answer.text().catch(() => null);
    if (html === null) return trouble(form, formWords.offline);
    if (new URL(answer.url).pathname.startsWith("/login")) return trouble(form, formWords.signedOut);
    if (answer.redirected) drafts.forget(form);
    if (!swap(html)) return trouble(form, formWords.answered(answer.status));
    if (answer.redirected) {
      view.history.replaceState(null, "", answer.url);
      say(formWords.sent);
    }
    if (place === null || !focusAt(section(), place)) focusOn(section(), answer.redirected ? "" : "#form");
  };

  page.addEventListener("click", (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("#discussion a[data-swap]") : null;
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void follow(link);
  });
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.closest("#discussion") === null || !form.hasAttribute("data-swap"))
      return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    void send(form, event.submitter);
  });
  page.addEventListener("input", (event) => {
    const form =
      event.target instanceof Element ? event.target.closest<HTMLFormElement>("#discussion form[data-draft]") : null;
    if (form !== null) drafts.keep(form);
  });
  const shown = section();
  if (shown !== null) drafts.restoreIn(shown);
  enableQuoting(page, view, (form) => drafts.keep(form));
}

/** Says beside the form what went wrong; the form stays as it is. */
function trouble(form: HTMLFormElement, text: string): void {
  form.querySelector(".form-trouble")?.remove();
  const message = form.ownerDocument.createElement("p");
  message.className = "form-trouble";
  message.setAttribute("role", "alert");
  message.textContent = text;
  form.append(message);
}

interface Place {
  readonly action: string;
  readonly position: number;
}

/** Where a button of a small form is, so that the focus is there again when the form is drawn anew. */
function placeOf(submitter: HTMLElement | null): Place | null {
  const form = submitter?.closest("form");
  if (submitter === null || form === null || form === undefined || form.classList.contains("discussion-form"))
    return null;
  return {
    action: form.getAttribute("action") ?? "",
    position: [...form.querySelectorAll("button")].findIndex((button) => button === submitter),
  };
}

function focusAt(section: HTMLElement | null, { action, position }: Place): boolean {
  const form = [...(section?.querySelectorAll("form") ?? [])].find((each) => each.getAttribute("action") === action);
  const button = form?.querySelectorAll("button")[position];
  button?.focus();
  return button !== undefined;
}

/** The first field at fault, the field of the form that was opened, the comment that was sent, or the heading. */
function focusOn(section: HTMLElement | null, hash: string): void {
  if (section === null) return;
  const opened = hash === "#form" || hash === "#write";
  const target =
    section.querySelector<HTMLElement>(".merge textarea, [aria-invalid]") ??
    (opened
      ? section.querySelector<HTMLElement>("#form textarea, #form input[type='radio'], #form button, #write textarea")
      : null) ??
    section.querySelector<HTMLElement>("[data-current]") ??
    section.querySelector<HTMLElement>(".discussion-parts [aria-current]");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}
