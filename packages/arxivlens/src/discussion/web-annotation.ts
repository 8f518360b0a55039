/** Comments in the Web Annotation Data Model (W3C Recommendation, 23 February 2017), so that other tools can read them. */

import type { Comment, CommentKind } from "../store/comment.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What the annotations of a paper are made from. */
export interface AnnotatedPaper {
  readonly paper: Paper;
  /** Its page here. */
  readonly href: string;
  /** Visible ones; others are left out. */
  readonly comments: readonly Comment[];
  /** How an author is called; null for one without a name. */
  readonly nameOf: (accountKey: number) => { readonly name: string; readonly displayName: string } | null;
  /** Scheme and host of this instance. */
  readonly origin: string;
}

const motivations: Readonly<Record<CommentKind, string>> = {
  note: "commenting",
  question: "questioning",
  error: "assessing",
  replication: "assessing",
  code: "linking",
};

const context = "http://www.w3.org/ns/anno.jsonld";

/** All comments of a paper as one collection with one page. */
export function annotationCollection(annotated: AnnotatedPaper): JsonObject {
  const { origin, href, comments, paper } = annotated;
  const visible = comments.filter(({ state }) => state === "visible");
  const id = `${origin}/api/annotations/${paper.key}`;
  return {
    "@context": context,
    id,
    type: "AnnotationCollection",
    label: `Comments on ${plainText(paper.title)}`,
    total: visible.length,
    first: {
      id: `${id}#page`,
      type: "AnnotationPage",
      partOf: id,
      startIndex: 0,
      items: visible.map((comment) => annotation(comment, annotated)),
    },
    via: `${origin}${href}`,
  };
}

function annotation(comment: Comment, { paper, href, origin, nameOf }: AnnotatedPaper): JsonObject {
  const { kind, body, passage, parentId, paperVersion, editedAtMs, accountKey } = comment;
  const creator = accountKey === null ? null : nameOf(accountKey);
  const version = paperVersion === null ? "" : `v${paperVersion}`;
  const source = paper.arxivId === null ? `${origin}${href}` : `https://arxiv.org/abs/${paper.arxivId}${version}`;
  const selector = passage === null ? null : { type: "TextQuoteSelector", ...withoutField(passage) };
  const onPaper = selector === null ? source : { type: "SpecificResource", source, selector };
  return {
    id: `${origin}/comments/${comment.id}`,
    type: "Annotation",
    motivation: parentId === null ? motivations[kind] : "replying",
    created: iso(comment.writtenAtMs),
    ...(editedAtMs === null ? {} : { modified: iso(editedAtMs) }),
    ...(creator === null
      ? {}
      : {
          creator: {
            id: `${origin}/people/${encodeURIComponent(creator.name)}`,
            type: "Person",
            name: creator.displayName,
            nickname: creator.name,
          },
        }),
    body: [
      { type: "TextualBody", purpose: "commenting", format: "text/markdown", value: body },
      { type: "TextualBody", purpose: "tagging", value: kind },
    ],
    target: parentId === null ? onPaper : [`${origin}/comments/${parentId}`, onPaper],
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

function withoutField({ exact, prefix, suffix }: { exact: string; prefix: string; suffix: string }): JsonObject {
  return { exact, prefix, suffix };
}
