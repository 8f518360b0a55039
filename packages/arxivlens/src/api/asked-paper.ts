import type { Context } from "hono";
import { safeParseDoi } from "../arxiv/doi.ts";
import { acceptedIdForms, safeParseArxivId } from "../arxiv/identifier.ts";
import type { Paper } from "../arxiv/paper.ts";
import { keyOfDoi } from "./asked-dois.ts";
import type { Library } from "./library.ts";
import { problem } from "./problem.ts";

type Key = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

/** The key that an address names, in any accepted form of an identifier, or as `work:<slug>`. */
export function askedKey(input: string): Key {
  if (input.startsWith("work:")) return { ok: true, value: input };
  const id = safeParseArxivId(input);
  return id.ok ? { ok: true, value: id.value.id } : { ok: false, error: id.error.message };
}

/** The key of the paper that an address names, by a DOI as well; the DOI itself where no paper here has it. */
export async function foundKey({ store }: Library, input: string): Promise<Key> {
  const key = askedKey(input);
  const doi = key.ok ? null : safeParseDoi(input);
  return doi === null ? key : { ok: true, value: (await keyOfDoi(store.papers, doi)) ?? doi };
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
  library: Library,
  input: string,
  answer: (paper: Paper) => Promise<Response>,
): Promise<Response> {
  const key = await foundKey(library, input);
  if (!key.ok) return malformedKey(context, key.error);
  const paper = await library.store.papers.get(key.value);
  return paper === null ? unknownPaper(context, key.value) : answer(paper);
}
