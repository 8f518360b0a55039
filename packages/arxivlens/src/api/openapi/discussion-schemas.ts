import { z } from "zod";
import type { CommentList, ListedComment } from "../contract.ts";
import { commentKinds } from "../../store/comment.ts";
import { named, richText } from "./work-schemas.ts";

const person = z
  .strictObject({ name: z.string(), displayName: z.string(), href: z.string() })
  .register(named, { id: "Person" });

const comment = z
  .strictObject({
    id: z.int(),
    href: z.string().describe("permanent address"),
    parentId: z.int().nullable(),
    depth: z.int(),
    kind: z.enum(commentKinds),
    state: z.enum(["visible", "hidden", "removed", "deleted"]),
    body: z.string().nullable().describe("Markdown with formulas between dollar signs"),
    author: person.nullable(),
    writtenAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    revision: z.int(),
    paperVersion: z.int().nullable(),
    isOutdated: z.boolean().describe("true when arXiv has a later version than the one it is about"),
    passage: z.strictObject({ field: z.enum(["title", "abstract"]), exact: z.string(), found: z.boolean() }).nullable(),
    ups: z.int(),
    downs: z.int(),
    myVote: z.union([z.literal(1), z.literal(0), z.literal(-1)]),
    moderation: z
      .strictObject({ at: z.iso.datetime(), by: person.nullable(), reason: z.string().nullable() })
      .nullable(),
    rights: z.strictObject({
      read: z.boolean(),
      reply: z.boolean(),
      edit: z.boolean(),
      delete: z.boolean(),
      vote: z.boolean(),
      report: z.boolean(),
      moderate: z.boolean(),
    }),
  })
  .register(named, { id: "Comment" });

export const listedComment: z.ZodType<ListedComment> = z
  .strictObject({
    comment,
    paper: z.strictObject({ key: z.string(), href: z.string(), title: richText, plainTitle: z.string() }),
  })
  .register(named, { id: "ListedComment" });

export const commentList: z.ZodType<CommentList> = z
  .strictObject({
    comments: z.array(listedComment).describe("newest first"),
    next: z.int().nullable().describe("`before` of the next page"),
  })
  .register(named, { id: "CommentList" });
