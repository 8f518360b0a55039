import type { Context } from "hono";
import { acceptedIdForms, safeParseArxivId } from "../arxiv/identifier.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { Library } from "./library.ts";
import { problem } from "./problem.ts";

type Key = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

/** The key that an address names, in any accepted form of an identifier, or as `work:<slug>`. */
export function askedKey(input: string): Key {
  if (input.startsWith("work:")) return { ok: true, value: input };
  const id = safeParseArxivId(input);
  return id.ok ? { ok: true, value: id.value.id } : { ok: false, error: id.error.message };
}

export function malformedKey(context: Context, error: string): Response {
  return problem(context, 400, "Malformed identifier", error, { acceptedForms: acceptedIdForms });
}

export function unknownPaper(context: Context, key: string): Response {
  const search = `/api/search?q=${encodeURIComponent(key)}`;
  return problem(context, 404, "Unknown paper", `${key} is not among the papers of this instance.`, { search });
}

/** Answers about a paper of the store, or says what is wrong with the address. */
export async function withAskedPaper(
  context: Context,
  { store }: Library,
  input: string,
  answer: (paper: Paper) => Promise<Response>,
): Promise<Response> {
  const key = askedKey(input);
  if (!key.ok) return malformedKey(context, key.error);
  const paper = await store.papers.get(key.value);
  return paper === null ? unknownPaper(context, key.value) : answer(paper);
}
