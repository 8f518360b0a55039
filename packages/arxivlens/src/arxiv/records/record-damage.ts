import { safeParseArxivId } from "../identifier.ts";
import type { TakenElements, XmlElement } from "../xml-tree.ts";
import type { UnreadableRecord } from "./unreadable.ts";

/** Where records that are not well-formed are listed. */
export interface DamageLists {
  readonly unreadable: UnreadableRecord[];
  /** What is left of these after mending was read. */
  readonly repaired: UnreadableRecord[];
  readonly cut: "refused" | "kept";
}

/**
 * What to do with records that are not well-formed: mended ones are visited like the others, and all are listed.
 *
 * @param identifierIn finds in a record's text what names it
 */
export function damageTo(
  { unreadable, repaired, cut }: DamageLists,
  visit: (element: XmlElement) => void,
  identifierIn: (text: string) => string | null,
): Pick<TakenElements, "damaged" | "cut"> {
  return {
    damaged(element, text, reason) {
      const damage = { record: identifierIn(text) ?? `"${text.slice(0, 40)}"`, reason };
      (element === null ? unreadable : repaired).push(damage);
      if (element !== null) visit(element);
    },
    ...(cut === "kept" ? { cut: (reason) => unreadable.push({ record: "the end of the answer", reason }) } : {}),
  };
}

/** The canonical id in what should be one, else the text as it stands; null without any. */
export function idIn(text: string | undefined): string | null {
  const id = safeParseArxivId(text ?? "");
  return id.ok ? id.value.id : (text?.trim() ?? null);
}
