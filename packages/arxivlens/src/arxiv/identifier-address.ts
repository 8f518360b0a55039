/** Which paper a web address names, for arXiv and the sites that mirror or point to it. */

import type { Result } from "./errors.ts";
import type { ArxivIdIssue } from "./identifier.ts";

/** `paper`: the rest of an address after `/abs/` or the like; `doi`: a DOI; `text`: no address at all. */
export interface AddressedPaper {
  readonly kind: "paper" | "doi" | "text";
  readonly rest: string;
}

const arxivHost =
  /^(?:(?:[a-z]{2,6}\.)?arxiv\.org|ar5iv\.org|ar5iv\.labs\.arxiv\.org|xxx\.lanl\.gov|(?:www\.)?alphaxiv\.org)$/iu;
const paperHost = /^huggingface\.co$/iu;
const doiHost = /^(?:dx\.)?doi\.org$/iu;

export function addressedPaper(text: string): Result<AddressedPaper, ArxivIdIssue> {
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)(\/[^?#]*)?/iu.exec(text);
  const scheme = parts?.[1]?.toLowerCase();
  const host = parts?.[2] ?? "";
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") {
    return issue("scheme", `${scheme}:// is not an address of a page`);
  }
  const known = [arxivHost, paperHost, doiHost].some((pattern) => pattern.test(host));
  if (!known) {
    if (scheme === undefined) return { ok: true, value: { kind: "text", rest: text } };
    return issue("foreign-address", `${host} is not an address of arXiv`);
  }
  const path = decoded(parts?.[3] ?? "");
  if (path === null || /\p{Cc}/u.test(path)) return issue("no-identifier", "the address holds a broken escape");
  if (doiHost.test(host)) return { ok: true, value: { kind: "doi", rest: path.replace(/^\/+/u, "") } };
  const folder = paperHost.test(host) ? /^\/+papers\/+(.*)$/u : /^\/+(?:abs|pdf|html|format|e-print|src|ps)\/+(.*)$/u;
  const rest = folder
    .exec(path)?.[1]
    ?.trim()
    .replace(/[/.]+$/u, "");
  if (rest === undefined || rest === "") return issue("no-paper-address", `${host}${path} is not the page of a paper`);
  return { ok: true, value: { kind: "paper", rest } };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function issue(code: string, message: string): Result<never, ArxivIdIssue> {
  return { ok: false, error: { code, message } };
}
