/** Elements of a document that is not well-formed as a whole: one bad record must not cost the thousand beside it. */

/** A damaged document taken apart. */
export interface ElementsApart {
  /** The document without the elements. */
  readonly frame: string;
  /** Text of each, from its start tag to its end tag, or to the next start tag where its own end is missing. */
  readonly elements: readonly string[];
}

/**
 * Cuts every element of a local name out of a document. Works on tags alone, because a parser stops at the first fault;
 * an element of that name inside of another one ends it.
 */
export function elementsApart(xml: string, name: string): ElementsApart {
  const tag = new RegExp(`<(/?)(?:[\\w.-]+:)?${name}(?=[\\s/>])[^<>]*>`, "gu");
  const elements: string[] = [];
  const frame: string[] = [];
  let outside = 0;
  let begun: number | null = null;
  for (const match of xml.matchAll(tag)) {
    const [text, slash] = match;
    if (slash === "") {
      if (begun === null) frame.push(xml.slice(outside, match.index));
      else elements.push(xml.slice(begun, match.index));
      begun = match.index;
      if (!text.endsWith("/>")) continue;
    } else if (begun === null) continue;
    outside = match.index + text.length;
    elements.push(xml.slice(begun, outside));
    begun = null;
  }
  // A last element without end is where the document was cut; so it stays in the frame, which cannot be well-formed then.
  frame.push(xml.slice(begun ?? outside));
  return { frame: frame.join(""), elements };
}

/** Signs that no XML document may hold, as such or by their number. */
// oxlint-disable-next-line no-control-regex -- those are what XML excludes
const illegalSign = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const signByNumber = /&#(?:x([\da-f]{1,6})|(\d{1,7}));/giu;
const bareAmpersand = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);)/giu;

/** The text without what XML excludes, ampersands that begin no entity of XML written as one. */
export function mendedXml(text: string): string {
  return text
    .replaceAll(signByNumber, (entity, hex: string | undefined, decimal: string | undefined) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff && String.fromCodePoint(code).search(illegalSign) < 0 ? entity : "";
    })
    .replaceAll(illegalSign, "")
    .replaceAll(bareAmpersand, "&amp;");
}
