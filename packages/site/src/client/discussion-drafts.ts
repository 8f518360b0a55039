import { formWords } from "../words/discussion.ts";

/** Fields that make up what somebody has typed; the revision, so that a draft of an old text is not taken for a new one. */
const kept = ["body", "kind", "version", "passage", "prefix", "suffix", "reason", "revision"] as const;

type Draft = Partial<Record<(typeof kept)[number], string>>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Keeps what is typed into comment forms on this device until it is published: a lost connection loses nothing. */
export function createDrafts(storage: Storage): {
  readonly keep: (form: HTMLFormElement) => void;
  readonly forget: (form: HTMLFormElement) => void;
  readonly restoreIn: (section: Element) => void;
} {
  const keyOf = (form: HTMLFormElement): string | null => {
    const name = form.dataset["draft"];
    return name === undefined ? null : `comment-draft:${name}`;
  };
  const forget = (form: HTMLFormElement): void => {
    const key = keyOf(form);
    if (key !== null) attempt(() => storage.removeItem(key));
  };
  return {
    keep(form) {
      const key = keyOf(form);
      if (key === null) return;
      const draft: Draft = {};
      for (const name of kept) {
        const control = controlOf(form, name);
        if (control !== null) draft[name] = control.value;
      }
      if ((draft.body ?? "") === "" && (draft.passage ?? "") === "") forget(form);
      else attempt(() => storage.setItem(key, JSON.stringify(draft)));
    },
    forget,
    restoreIn(section) {
      for (const form of section.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
        const key = keyOf(form);
        const draft = key === null ? null : readDraft(attempt(() => storage.getItem(key)) ?? null);
        if (draft !== null && isWorthRestoring(form, draft)) restore(form, draft, () => forget(form));
      }
    },
  };
}

function isWorthRestoring(form: HTMLFormElement, draft: Draft): boolean {
  // What the server has sent back with an issue or a conflict is what was typed last.
  if (form.querySelector("[aria-invalid], .merge, .preview, .form-trouble") !== null) return false;
  const body = controlOf(form, "body");
  return body !== null && (draft.body ?? "") !== "" && draft.body !== body.value;
}

function restore(form: HTMLFormElement, draft: Draft, forget: () => void): void {
  const before: Draft = {};
  for (const name of kept) {
    const control = controlOf(form, name);
    const value = draft[name];
    if (control === null || value === undefined) continue;
    before[name] = control.value;
    control.value = value;
  }
  const notice = form.ownerDocument.createElement("p");
  notice.className = "draft-notice";
  notice.setAttribute("role", "status");
  const discard = form.ownerDocument.createElement("button");
  discard.type = "button";
  discard.textContent = formWords.discardDraft;
  discard.addEventListener("click", () => {
    forget();
    for (const name of kept) {
      const control = controlOf(form, name);
      const value = before[name];
      if (control !== null && value !== undefined) control.value = value;
    }
    notice.remove();
    controlOf(form, "body")?.focus();
  });
  notice.append(`${formWords.draftFrom} `, discard);
  controlOf(form, "body")?.after(notice);
}

function controlOf(form: HTMLFormElement, name: string): Control | null {
  return form.querySelector<Control>(`[name="${name}"]:not([type="radio"])`);
}

function readDraft(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    // Written by `keep`; whatever else stands there only fills text fields.
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** Storage may be closed to this page or full; then drafts are not kept, and everything else works. */
function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
