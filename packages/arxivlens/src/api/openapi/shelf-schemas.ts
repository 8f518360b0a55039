import { z } from "zod";
import { rankModes } from "../../search/search-index.ts";
import { exportFormats } from "../../shelf/library-export.ts";
import { librarySorts } from "../../shelf/library-list.ts";
import { watchKinds } from "../../shelf/watch.ts";
import { readStates, type ReadState } from "../../store/shelf-store.ts";
import type { FollowingView, FreshHit, ImportReport, LibraryPaper, LibraryView } from "../shelf-contract.ts";
import type { ShelfOutcome } from "../shelf-actions.ts";
import { named, searchHit } from "./work-schemas.ts";

const state = z.enum(readStates);
const folder = z.strictObject({
  folder: z.int(),
  name: z.string(),
  parent: z.int().nullable().describe("folder that it is in"),
  papers: z.int(),
  sharedAt: z.string().nullable().describe("address for whoever knows it; null while it is not shared"),
  feedAt: z.string().nullable().describe("address of its feed, without .rss, .atom or .json"),
});

export const libraryPaper: z.ZodType<LibraryPaper> = z
  .strictObject({
    hit: searchHit,
    state,
    addedAt: z.string(),
    noteChangedAt: z.string().nullable(),
    note: z.string().describe("Markdown"),
    tags: z.array(z.string()),
    folders: z.array(z.int()),
  })
  .register(named, { id: "LibraryPaper" });

export const libraryView: z.ZodType<LibraryView> = z
  .strictObject({
    selection: z.strictObject({
      q: z.string(),
      folder: z.int().nullable(),
      tag: z.string().nullable(),
      state: state.nullable(),
      sort: z.enum(librarySorts),
      page: z.int(),
    }),
    pageSize: z.int(),
    total: z.int().describe("papers of the selection"),
    papers: z.int().describe("papers of the whole library"),
    entries: z.array(libraryPaper),
    folders: z.array(folder),
    tags: z.array(z.strictObject({ tag: z.string(), papers: z.int() })),
    states: z.strictObject({ unread: z.int(), reading: z.int(), read: z.int() }),
    fault: z.null(),
  })
  .register(named, { id: "Library" });

export const libraryMarks: z.ZodType<{ readonly marks: Readonly<Record<string, ReadState>> }> = z
  .strictObject({ marks: z.record(z.string(), state) })
  .register(named, { id: "LibraryMarks" });

export const shelfOutcome: z.ZodType<ShelfOutcome> = z
  .strictObject({
    action: z.string(),
    changed: z.int().describe("papers, folders or links that it reached"),
    folder: z.int().nullable(),
    link: z.string().nullable().describe("address that was opened"),
  })
  .register(named, { id: "ShelfOutcome" });

const place = { place: z.string().describe("line 3, item 2"), text: z.string() };
export const importReport: z.ZodType<ImportReport> = z
  .strictObject({
    format: z.enum(["bibtex", "ris", "csl-json", "ids"]),
    read: z.int(),
    added: z.int(),
    known: z.int(),
    waiting: z.array(z.string()).describe("saved, though there is no record of them here yet"),
    unknown: z.array(z.strictObject(place)).describe("read, but no paper of this instance is meant"),
    unreadable: z.array(z.strictObject({ ...place, reason: z.string() })),
  })
  .register(named, { id: "ImportReport" });

export const followingView: z.ZodType<FollowingView> = z
  .strictObject({
    follows: z.array(
      z.strictObject({
        follow: z.int(),
        kind: z.enum(watchKinds),
        value: z.string(),
        title: z.string(),
        page: z.string(),
        feed: z.string(),
        visitedAt: z.string(),
        news: z.int(),
        papers: z.array(z.strictObject({ kind: z.enum(["new", "replaced", "citing"]), hit: searchHit })),
      }),
    ),
    searches: z.array(
      z.strictObject({
        search: z.int(),
        name: z.string(),
        query: z.string(),
        rank: z.enum(rankModes),
        page: z.string(),
        follow: z.int().nullable(),
      }),
    ),
    news: z.int(),
    feedAt: z.string().nullable(),
  })
  .register(named, { id: "Following" });

export const freshHits: z.ZodType<{ readonly fresh: readonly FreshHit[] }> = z
  .strictObject({ fresh: z.array(z.strictObject({ hit: searchHit, reason: z.string() })) })
  .register(named, { id: "Fresh" });

const selection = z.object({
  q: z.string().optional().describe("query, see docs/searching.md; notes and tags are searched as well"),
  folder: z.string().optional().describe("number of a folder; those inside it count"),
  tag: z.string().optional(),
  state: state.optional(),
  sort: z.enum(librarySorts).optional(),
  page: z.string().optional(),
});

export const selectionQuery: z.ZodType = selection;
export const exportQuery: z.ZodType = selection.extend({ format: z.enum(exportFormats).default("bibtex") });
