import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import type { Comment } from "../store/comment.ts";
import { discussionLimits } from "./limits.ts";
import { anchorPassage, isPassageFound, oneSpace } from "./passage.ts";
import { threadPage, type Thread } from "./threads.ts";
import { annotationCollection } from "./web-annotation.ts";

const comment = (id: number, over: Partial<Comment> = {}): Comment => ({
  id,
  paperKey: "2001.00001",
  parentId: null,
  threadId: id,
  depth: 0,
  accountKey: 1,
  kind: "note",
  body: `Comment ${id}.`,
  paperVersion: 1,
  passage: null,
  revision: 1,
  writtenAtMs: id * 1000,
  editedAtMs: null,
  state: "visible",
  stateAtMs: null,
  stateBy: null,
  stateReason: null,
  ups: 0,
  downs: 0,
  ...over,
});
const shape = ({ comment: { id }, replies }: Thread): unknown => (replies.length === 0 ? id : [id, replies.map(shape)]);

describe("threads", () => {
  const talk = [
    comment(1, { ups: 1 }),
    comment(2, { ups: 5, kind: "error" }),
    comment(3, { parentId: 1 }),
    comment(4, { parentId: 1, ups: 3, kind: "question" }),
    comment(5, { parentId: 77 }),
  ];

  test("come newest, oldest or best first; answers keep the order of the talk unless votes are asked for", () => {
    const ordered = (order: "newest" | "oldest" | "votes"): unknown =>
      threadPage(talk, { order, kind: null, page: 1 }).threads.map(shape);
    expect(ordered("newest")).toEqual([5, 2, [1, [3, 4]]]);
    expect(ordered("oldest")).toEqual([[1, [3, 4]], 2, 5]);
    expect(ordered("votes")).toEqual([2, [1, [4, 3]], 5]);
  });

  test("of a kind are those that hold a visible comment of it", () => {
    const ofKind = (kind: "error" | "question" | "code"): unknown =>
      threadPage(talk, { order: "oldest", kind, page: 1 }).threads.map(shape);
    expect([ofKind("error"), ofKind("question"), ofKind("code")]).toEqual([[2], [[1, [3, 4]]], []]);
    const hidden = threadPage([comment(1, { kind: "error", state: "hidden" })], {
      order: "oldest",
      kind: "error",
      page: 1,
    });
    expect(hidden.threads).toEqual([]);
  });

  test("whatever the talk, its pages hold every comment once, and the page of a comment holds it", () => {
    const talks = fc
      .array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 200 })
      .map((parents) =>
        parents.map((parent, at) =>
          comment(at + 1, parent < at && parent > 0 && parent % 3 > 0 ? { parentId: parent } : {}),
        ),
      );
    const all = (thread: Thread): number[] => [thread.comment.id, ...thread.replies.flatMap(all)];
    fc.assert(
      fc.property(talks, fc.nat(), (comments, pick) => {
        const { pages } = threadPage(comments, { order: "newest", kind: null, page: 1 });
        const seen = Array.from({ length: pages }, (_, at) =>
          threadPage(comments, { order: "newest", kind: null, page: at + 1 }).threads.flatMap(all),
        );
        expect(seen.flat().toSorted((a, b) => a - b)).toEqual(comments.map(({ id }) => id));
        const wanted = 1 + (pick % comments.length);
        const { page } = threadPage(comments, { order: "newest", kind: null, page: { holding: wanted } });
        expect(seen[page - 1]).toContain(wanted);
        expect(seen[0]?.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
    expect(discussionLimits.threadsPerPage).toBeGreaterThan(1);
  });
});

describe("passages", () => {
  test("whatever is cut from a text is found in it again, and not in a text without it", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "é", "𝛼"), minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (abstract, from, length) => {
        const start = from % abstract.length;
        const typed = abstract.slice(start, start + 1 + (length % 40));
        const texts = { title: "", abstract };
        const passage = anchorPassage(texts, typed);
        if (oneSpace(typed) === "") expect(passage).toBeNull();
        else {
          expect(passage).not.toBeNull();
          if (passage !== null) expect(isPassageFound(texts, passage)).toBe(true);
          if (passage !== null) expect(isPassageFound({ title: "", abstract: "none of it" }, passage)).toBe(false);
        }
      }),
    );
  });
});

describe("web annotations", () => {
  test("hold the text, the kind, the quotation and what is answered; what was put away is left out", () => {
    const passage = { field: "abstract", exact: "quoted", prefix: "be ", suffix: " af" } as const;
    const collection = annotationCollection({
      paper: inventedPaper("2001.00001", { title: "A Title" }),
      href: "/abs/2001.00001",
      origin: "http://lens.test",
      comments: [
        comment(1, { kind: "question", passage }),
        comment(2, { parentId: 1, accountKey: null, editedAtMs: 9_000 }),
        comment(3, { state: "hidden" }),
      ],
      nameOf: () => ({ name: "ada", displayName: "Ada L." }),
    });
    expect(collection).toMatchObject({
      "@context": "http://www.w3.org/ns/anno.jsonld",
      type: "AnnotationCollection",
      total: 2,
      first: {
        type: "AnnotationPage",
        items: [
          {
            id: "http://lens.test/comments/1",
            type: "Annotation",
            motivation: "questioning",
            created: "1970-01-01T00:00:01.000Z",
            creator: { type: "Person", nickname: "ada" },
            body: [{ type: "TextualBody", format: "text/markdown", value: "Comment 1." }, { value: "question" }],
            target: {
              type: "SpecificResource",
              source: "https://arxiv.org/abs/2001.00001v1",
              selector: { type: "TextQuoteSelector", exact: "quoted", prefix: "be ", suffix: " af" },
            },
          },
          { motivation: "replying", modified: "1970-01-01T00:00:09.000Z", target: ["http://lens.test/comments/1", {}] },
        ],
      },
    });
  });
});
