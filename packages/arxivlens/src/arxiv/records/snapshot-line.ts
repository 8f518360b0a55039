/** Lines of the public metadata snapshot: one JSON object for each paper. */

import { splitDois } from "../doi.ts";
import type { Result } from "../errors.ts";
import { safeParseArxivId } from "../identifier.ts";
import { tidy } from "../xml-tree.ts";
import { fullName, type AuthorName } from "./author-names.ts";
import { utcTime } from "./dates.ts";
import { isObject, JsonError, listOf, objectOf, parseJson, textOf } from "./json-value.ts";
import { hintsAtWithdrawal } from "./withdrawal.ts";
import type { RecordFacts } from "./record-facts.ts";

export interface SnapshotAuthor extends AuthorName {
  readonly name: string;
}

export interface SnapshotRecord extends RecordFacts {
  readonly id: string;
  readonly submitter: string | null;
  readonly versions: readonly { readonly version: number; readonly date: string | null }[];
  /** Date of the last change of the record, not of the paper. */
  readonly updateDate: string | null;
  readonly authors: readonly SnapshotAuthor[];
  readonly withdrawnHint: boolean;
}

/** One line; the error is a reason for people. */
export function parseSnapshotLine(line: string): Result<SnapshotRecord, string> {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (error) {
    if (error instanceof JsonError) return { ok: false, error: error.message };
    throw error;
  }
  if (!isObject(value)) return { ok: false, error: "the line is no JSON object" };
  const field = (name: string): string | null => tidy(textOf(value[name]));
  const id = safeParseArxivId(textOf(value["id"]) ?? "");
  if (!id.ok) return { ok: false, error: `id ${JSON.stringify(value["id"])}: ${id.error.message}` };
  const comments = field("comments");
  return {
    ok: true,
    value: {
      id: id.value.id,
      submitter: field("submitter"),
      title: field("title"),
      abstract: field("abstract"),
      categories: field("categories")?.split(" ") ?? [],
      comments,
      journalRef: field("journal-ref"),
      reportNo: field("report-no"),
      doi: splitDois(field("doi") ?? ""),
      license: field("license"),
      versions: listOf(value["versions"]).flatMap((entry) => {
        const { version, created } = objectOf(entry);
        const number = /^v?([1-9]\d*)$/.exec(textOf(version) ?? "")?.[1];
        return number === undefined ? [] : { version: Number(number), date: utcTime(textOf(created)) };
      }),
      updateDate: field("update_date"),
      authors: listOf(value["authors_parsed"]).flatMap((entry) => snapshotAuthor(listOf(entry)) ?? []),
      withdrawnHint: hintsAtWithdrawal(comments),
    },
  };
}

function snapshotAuthor(parts: readonly unknown[]): SnapshotAuthor | null {
  const [keyname, forenames, suffix] = parts.map((part) => tidy(textOf(part)));
  if (keyname === null || keyname === undefined) return null;
  const name = { keyname, forenames: forenames ?? null, suffix: suffix ?? null };
  return { name: fullName(name), ...name };
}
