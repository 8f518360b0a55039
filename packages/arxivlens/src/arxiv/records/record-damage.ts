import { safeParseArxivId } from "../identifier.ts";
import { XmlError, type TakenElements, type XmlElement } from "../xml-tree.ts";
import type { UnreadableRecord } from "./unreadable.ts";

/** What becomes of an answer with a fault in it, whoever reads it. */
export interface DamagePolicy {
  /** An answer that ends early is refused, to be asked for again, or its whole records are kept. */
  readonly cut?: "refused" | "kept";
  /** So is one with a record that cannot be mended, where a record that is missing would say something, or that is listed. */
  readonly lost?: "refused" | "listed";
}

/** Where records that are not well-formed are listed. */
export interface DamageLists {
  readonly unreadable: UnreadableRecord[];
  /** What is left of these after mending was read. */
  readonly repaired: UnreadableRecord[];
}

/**
 * What to do with records that are not well-formed: mended ones are visited like the others, and all are listed.
 *
 * @param identifierIn finds in a record's text what names it
 */
export function damageTo(
  { unreadable, repaired }: DamageLists,
  { cut = "refused", lost = "listed" }: DamagePolicy,
  visit: (element: XmlElement) => void,
  identifierIn: (text: string) => string | null,
): Pick<TakenElements, "damaged" | "cut"> {
  return {
    damaged(element, text, reason) {
      const damage = { record: identifierIn(text) ?? `"${text.slice(0, 40)}"`, reason };
      if (element === null) {
        if (lost === "refused") throw new XmlError("bad-xml", `${damage.record}: ${reason}`);
        unreadable.push(damage);
        return;
      }
      const before = unreadable.length;
      visit(element);
      // What is left may be too little for a record; then it has just been listed.
      if (unreadable.length === before) repaired.push(damage);
    },
    ...(cut === "kept" ? { cut: (reason) => unreadable.push({ record: "the end of the answer", reason }) } : {}),
  };
}

/** The canonical id in what should be one, else the text as it stands; null without any. */
export function idIn(text: string | undefined): string | null {
  const id = safeParseArxivId(text ?? "");
  return id.ok ? id.value.id : (text?.trim() ?? null);
}
