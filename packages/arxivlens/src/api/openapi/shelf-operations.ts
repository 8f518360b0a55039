import { z } from "zod";
import type { Operation } from "./operations.ts";
import * as shelf from "./shelf-schemas.ts";

const libraryActions = [
  ...(["save", "remove", "state", "tag", "untag", "file", "unfile"] as const),
  ...(["folder-create", "folder-rename", "folder-delete"] as const),
  ...(["folder-share", "folder-unshare", "folder-feed", "folder-unfeed"] as const),
];
const refused = [400, 401, 403];

/** What readers keep: with their session, and for writing with the header `x-form-token`. */
export const shelfOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/library",
    id: "library",
    summary: "Papers of the reader's library, with folders, tags and read states",
    query: shelf.selectionQuery,
    answer: shelf.libraryView,
    problems: refused,
  },
  {
    method: "post",
    path: "/library",
    id: "changeLibrary",
    summary: "Save, remove, mark, tag or file papers; make, rename, delete and share folders",
    form: z.object({
      action: z.enum(libraryActions),
      paper: z.string().optional().describe("identifier; may come more than once"),
      state: z.string().optional().describe("unread, reading or read"),
      tag: z.string().optional().describe("tags, parted by commas"),
      folder: z.string().optional(),
      name: z.string().optional(),
      parent: z.string().optional(),
    }),
    answer: shelf.shelfOutcome,
    problems: [...refused, 413, 415],
  },
  {
    method: "get",
    path: "/library/item",
    id: "libraryItem",
    summary: "One paper of the library",
    query: z.object({ paper: z.string() }),
    answer: shelf.libraryPaper,
    problems: [...refused, 404],
  },
  {
    method: "post",
    path: "/library/item",
    id: "editLibraryItem",
    summary: "Change read state, tags, folders and note of one paper; fields that are left out stay",
    form: z.object({
      paper: z.string(),
      state: z.string().optional(),
      tags: z.string().optional().describe("all tags, parted by commas"),
      note: z.string().optional().describe("Markdown"),
      "note-seen": z
        .string()
        .optional()
        .describe("when the note changed that was edited, in ms; refused if another is kept"),
      "has-folders": z.string().optional().describe("1: `folder` names all its folders"),
      folder: z.string().optional(),
    }),
    answer: shelf.shelfOutcome,
    problems: [...refused, 413, 415],
  },
  {
    method: "get",
    path: "/library/marks",
    id: "libraryMarks",
    summary: "Read states of the whole library, by the key of the paper",
    answer: shelf.libraryMarks,
    problems: refused,
  },
  {
    method: "get",
    path: "/library/export",
    id: "exportLibrary",
    summary: "A selection of the library as a file, with tags and notes",
    query: shelf.exportQuery,
    answer: null,
    media: [
      "application/x-bibtex",
      "application/x-research-info-systems",
      "application/vnd.citationstyles.csl+json",
      "text/csv",
      "text/markdown",
    ],
    problems: refused,
  },
  {
    method: "post",
    path: "/library/import",
    id: "importLibrary",
    summary: "Save the papers of a list in BibTeX, RIS, CSL-JSON or of identifiers; says of each what became of it",
    form: z.object({
      text: z.string().optional().describe("the list, unless `file` holds it"),
      tag: z.string().optional(),
      folder: z.string().optional(),
    }),
    answer: shelf.importReport,
    problems: [...refused, 413, 415],
  },
  {
    method: "get",
    path: "/following",
    id: "following",
    summary: "What the reader follows, with what is new since the last visit; saved searches",
    answer: shelf.followingView,
    problems: refused,
  },
  {
    method: "post",
    path: "/following",
    id: "changeFollowing",
    summary: "Follow and leave lists, mark them as seen, keep searches, open and end the feed of all",
    form: z.object({
      action: z.enum(["follow", "unfollow", "seen", "search-save", "search-delete", "feed", "unfeed"]),
      kind: z.string().optional().describe("search, category, author, term or citations"),
      value: z.string().optional(),
      follow: z.string().optional().describe("number, or all"),
      name: z.string().optional(),
      query: z.string().optional(),
      rank: z.string().optional(),
      search: z.string().optional(),
    }),
    answer: shelf.shelfOutcome,
    problems: refused,
  },
  {
    method: "get",
    path: "/fresh",
    id: "fresh",
    summary: "The latest papers of what the reader follows, each with its reason",
    answer: shelf.freshHits,
    problems: refused,
  },
];
