import type { Result } from "../arxiv/errors.ts";

/** As whom upstream services are asked. */
export interface UpstreamAccess {
  /** Mail address that they may write to; null tells them nothing. */
  readonly contact: string | null;
  /** Keys of services that know their callers by one; null where there is none. Never shown. */
  readonly scholarKey: string | null;
  readonly openAlexKey: string | null;
}

/** Who asks, by the environment; a flag goes before its contact. The error is for people. */
export function upstreamAccess(
  environment: Readonly<Record<string, string | undefined>>,
  contactFlag: string | null = null,
): Result<UpstreamAccess, string> {
  const contact = contactFlag ?? given(environment["ARXIVLENS_CONTACT"]);
  // It becomes part of a header, so whatever ends one is refused as well.
  if (contact !== null && !/^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/iu.test(contact)) {
    const name = contactFlag === null ? "ARXIVLENS_CONTACT" : "--contact";
    return { ok: false, error: `${name} ${JSON.stringify(contact)}: give a mail address such as ada@example.org` };
  }
  const [scholarKey, openAlexKey] = [environment["SEMANTIC_SCHOLAR_KEY"], environment["OPENALEX_KEY"]].map(given);
  return { ok: true, value: { contact, scholarKey: scholarKey ?? null, openAlexKey: openAlexKey ?? null } };
}

/** A variable that is set to nothing says nothing. */
function given(value: string | undefined): string | null {
  const text = value?.trim() ?? "";
  return text === "" ? null : text;
}
