import { safeParseArxivId } from "../identifier.ts";
import { parseDocument, XmlError, type XmlElement } from "../xml-tree.ts";
import type { UnreadableRecord } from "./unreadable.ts";

/** What becomes of an answer with a fault in it, whoever reads it. */
export interface DamagePolicy {
  /** An answer that ends early is refused, to be asked for again, or its whole records are kept. */
  readonly cut?: "refused" | "kept";
  /** So is one with a record that cannot be mended, where a record that is missing would say something, or that is listed. */
  readonly lost?: "refused" | "listed";
}

/** How a document holds its records. */
export interface RecordElements {
  /** Name of the document's element, and of each record's. */
  readonly root: string;
  readonly name: string;
  /** Finds in a record's text what names it. */
  readonly identifierIn: (text: string) => string | null;
}

/** A document without its records, and those in which something was wrong. */
export interface ParsedRecords {
  readonly root: XmlElement;
  readonly unreadable: readonly UnreadableRecord[];
  /** What is left of these after mending was read. */
  readonly repaired: readonly UnreadableRecord[];
}

/**
 * Parses a document of records, of which each is visited in its turn: one that is not well-formed is visited after mending,
 * or left out, and listed either way.
 *
 * @param visit takes a record, or lists as unreadable what is none
 * @throws {XmlError} `bad-xml`, `other-document`
 */
export function parseRecords(
  xml: string,
  { root, name, identifierIn }: RecordElements,
  { cut = "refused", lost = "listed" }: DamagePolicy,
  visit: (element: XmlElement, unreadable: UnreadableRecord[]) => void,
): ParsedRecords {
  const unreadable: UnreadableRecord[] = [];
  const repaired: UnreadableRecord[] = [];
  const element = parseDocument(xml, root, {
    name,
    visit: (record) => visit(record, unreadable),
    damaged(record, text, reason) {
      const damage = { record: identifierIn(text) ?? `"${text.slice(0, 40)}"`, reason };
      if (record === null) {
        if (lost === "refused") throw new XmlError("bad-xml", `${damage.record}: ${reason}`);
        unreadable.push(damage);
        return;
      }
      const before = unreadable.length;
      visit(record, unreadable);
      // What is left may be too little for a record; then it has just been listed.
      if (unreadable.length === before) repaired.push(damage);
    },
    ...(cut === "kept" ? { cut: (reason) => unreadable.push({ record: "the end of the answer", reason }) } : {}),
  });
  return { root: element, unreadable, repaired };
}

/** The canonical id in what should be one, else the text as it stands; null without any. */
export function idIn(text: string | undefined): string | null {
  const id = safeParseArxivId(text ?? "");
  return id.ok ? id.value.id : (text?.trim() ?? null);
}
