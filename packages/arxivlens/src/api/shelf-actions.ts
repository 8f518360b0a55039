import { newToken } from "../accounts/secret-token.ts";
import type { Result } from "../arxiv/errors.ts";
import { shelfLimits, tidyName, tidyTags } from "../shelf/limits.ts";
import { StoreError } from "../store/errors.ts";
import { readStates, type ShelfChange } from "../store/shelf-store.ts";
import type { ShelfLinkPurpose } from "../store/shelf-link-store.ts";
import { askedKey } from "./asked-paper.ts";
import type { Form } from "./checked-form.ts";
import type { Library } from "./library.ts";

/** What an action needs besides the form. */
export interface ShelfTools {
  readonly library: Library;
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** What is wrong with a form, and with which of its fields. */
export interface ShelfFault {
  readonly field: string;
  readonly message: string;
}

/** What an action did. */
export interface ShelfOutcome {
  readonly action: string;
  /** Papers, folders or links that it reached. */
  readonly changed: number;
  /** A folder that was made. */
  readonly folder: number | null;
  /** Address that was opened. */
  readonly link: string | null;
}

type Outcome = Result<ShelfOutcome, ShelfFault>;

const fault = (field: string, message: string): { readonly ok: false; readonly error: ShelfFault } => ({
  ok: false,
  error: { field, message },
});
const done = (action: string, changed: number, more: Partial<ShelfOutcome> = {}): Outcome => ({
  ok: true,
  value: { action, changed, folder: null, link: null, ...more },
});

/** Does to a library what a form asks for: to the papers that it names, or to a folder. */
export async function libraryAction(tools: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  try {
    return form.text("action").startsWith("folder-")
      ? await folderAction(tools, accountKey, form)
      : await paperAction(tools, accountKey, form);
  } catch (error) {
    // What the store refuses is a mistake in the form: a folder that is gone, a name that is taken.
    if (error instanceof StoreError && ["unknown-folder", "folder-exists", "too-deep"].includes(error.code))
      return fault(error.code === "folder-exists" ? "name" : "folder", error.message);
    throw error;
  }
}

async function paperAction({ library, nowMs }: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  const { shelf, papers: records } = library.store;
  const asked = form.texts("paper").slice(0, shelfLimits.papersAtOnce).map(askedKey);
  const malformed = asked.find((key) => !key.ok);
  if (malformed !== undefined) return fault("paper", malformed.error);
  const keys = asked.flatMap((key) => (key.ok ? [key.value] : []));
  if (keys.length === 0) return fault("paper", "choose at least one paper");
  const action = form.text("action");
  if (action === "save") {
    // A record that is part of another work is saved as that work.
    const known = await records.getMany(keys);
    const wanted = keys.map((key) => known.get(key)?.key ?? key);
    if ((await shelf.count(accountKey)) + wanted.length > shelfLimits.papers)
      return fault("paper", `a library holds up to ${shelfLimits.papers} papers; remove some first`);
    return done(action, await shelf.add(accountKey, wanted, nowMs()));
  }
  const changes = changesOf(action, form);
  if (!changes.ok) return changes;
  let changed = 0;
  for (const change of changes.value) changed = Math.max(changed, await shelf.change(accountKey, keys, change));
  return done(action, changed);
}

function changesOf(action: string, form: Form): Result<readonly ShelfChange[], ShelfFault> {
  switch (action) {
    case "remove":
      return { ok: true, value: [{ kind: "remove" }] };
    case "state": {
      const state = readStates.find((each) => each === form.text("state"));
      if (state === undefined)
        return fault("state", `"${form.text("state")}" is no read state; choose ${readStates.join(", ")}`);
      return { ok: true, value: [{ kind: "state", state }] };
    }
    case "tag":
    case "untag": {
      const tags = tidyTags(form.text("tag"));
      if (tags.length === 0) return fault("tag", "type a tag, or several with commas between them");
      return { ok: true, value: tags.map((tag) => ({ kind: action, tag })) };
    }
    case "file":
    case "unfile": {
      const folder = Number(form.text("folder"));
      if (!Number.isSafeInteger(folder) || folder < 1) return fault("folder", "choose one of your folders");
      return { ok: true, value: [{ kind: action, folder }] };
    }
    default:
      return fault("action", `"${action}" is not known; choose save, remove, state, tag, untag, file or unfile`);
  }
}

const linkPurposes: Readonly<Record<string, ShelfLinkPurpose>> = { share: "folder-page", feed: "folder-feed" };

async function folderAction(tools: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  const { shelf } = tools.library.store;
  const action = form.text("action");
  const name = tidyName(form.text("name"), shelfLimits.nameCharacters);
  const folder = Number(form.text("folder"));
  const unnamed = fault("name", `type a name of up to ${shelfLimits.nameCharacters} characters`);
  if (action === "folder-create") {
    if (name === null) return unnamed;
    if ((await shelf.folders(accountKey)).length >= shelfLimits.folders)
      return fault("name", `a library has up to ${shelfLimits.folders} folders; delete some first`);
    const parent = Number(form.text("parent"));
    const made = await shelf.createFolder(accountKey, name, parent > 0 ? parent : null);
    return done(action, 1, { folder: made });
  }
  if (!(await shelf.folders(accountKey)).some((each) => each.folder === folder))
    return fault("folder", `there is no folder "${form.text("folder")}"; choose one of your folders`);
  if (action === "folder-rename") {
    if (name === null) return unnamed;
    await shelf.renameFolder(accountKey, folder, name);
    return done(action, 1, { folder });
  }
  if (action === "folder-delete") return done(action, Number(await shelf.deleteFolder(accountKey, folder)));
  const [, off, what = ""] = /^folder-(un)?(share|feed)$/u.exec(action) ?? [];
  const purpose = linkPurposes[what];
  if (purpose === undefined)
    return fault("action", `"${action}" is not known; see the operations of /api/openapi.json`);
  return setLink(tools, { accountKey, purpose, folder, open: off === undefined, action });
}

interface WantedLink {
  readonly accountKey: number;
  readonly purpose: ShelfLinkPurpose;
  readonly folder: number | null;
  /** False to end it. */
  readonly open: boolean;
  readonly action: string;
}

const linkFolders: Readonly<Record<ShelfLinkPurpose, string>> = {
  "folder-page": "/shared",
  "folder-feed": "/feeds/folder",
  "follows-feed": "/feeds/following",
};

/** Opens an address that nobody can guess in the place of an earlier one, or ends it. */
export async function setLink(tools: ShelfTools, wanted: WantedLink): Promise<Outcome> {
  const { accountKey, purpose, folder, open, action } = wanted;
  const { shelfLinks } = tools.library.store;
  if (!open) return done(action, Number(await shelfLinks.close(accountKey, purpose, folder)), { folder });
  const token = newToken(tools.randomBytes);
  await shelfLinks.open({ token, accountKey, purpose, folder, openedAtMs: tools.nowMs() });
  return done(action, 1, { folder, link: `${linkFolders[purpose]}/${token}` });
}

/** Changes what a reader added to one paper; fields that the form lacks stay as they are. */
export async function editItem(tools: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  const { shelf } = tools.library.store;
  const key = askedKey(form.text("paper"));
  if (!key.ok) return fault("paper", key.error);
  const item = await shelf.item(accountKey, key.value);
  if (item === null) return fault("paper", `${key.value} is not in your library; save it first`);
  const note = form.texts("note")[0];
  if (note !== undefined && note.length > shelfLimits.noteCharacters)
    return fault("note", `the note has ${note.length} characters; up to ${shelfLimits.noteCharacters} are kept`);
  const seen = form.texts("note-seen")[0];
  if (note !== undefined && seen !== undefined && seen !== String(item.noteChangedAtMs ?? "") && note !== item.note)
    return fault("note", "it was changed elsewhere meanwhile; what is kept stands above, what you typed below");
  const states = form.texts("state");
  const state = readStates.find((each) => each === states[0]);
  if (states.length > 0 && state === undefined) return fault("state", `"${states[0] ?? ""}" is no read state`);
  const typedTags = form.texts("tags")[0];
  const tags = typedTags === undefined ? item.tags : tidyTags(typedTags);
  if (tags.length > shelfLimits.tagsOfPaper) return fault("tags", `a paper has up to ${shelfLimits.tagsOfPaper} tags`);
  const known = new Set((await shelf.folders(accountKey)).map(({ folder }) => folder));
  // Boxes that are not ticked are not sent, so the form says that it has them.
  const folders = form.text("has-folders") === "" ? item.folders : form.texts("folder").map(Number);
  const missing = folders.find((folder) => !known.has(folder));
  if (missing !== undefined) return fault("folder", "one of these folders was deleted meanwhile; choose again");

  const changes: readonly ShelfChange[] = [
    ...(state === undefined ? [] : [{ kind: "state", state } as const]),
    ...tags.map((tag) => ({ kind: "tag", tag }) as const),
    ...item.tags.filter((tag) => !tags.includes(tag)).map((tag) => ({ kind: "untag", tag }) as const),
    ...folders.map((folder) => ({ kind: "file", folder }) as const),
    ...item.folders
      .filter((folder) => !folders.includes(folder))
      .map((folder) => ({ kind: "unfile", folder }) as const),
  ];
  for (const change of changes) await shelf.change(accountKey, [key.value], change);
  if (note !== undefined && note.trim() !== item.note)
    await shelf.setNote(accountKey, key.value, note.trim(), tools.nowMs());
  return done("edit", 1);
}
