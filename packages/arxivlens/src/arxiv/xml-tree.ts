/** XML as a small tree; enough for feeds and records of a few megabytes. */

import { SaxesParser } from "saxes";

import { ArxivLensError } from "./errors.ts";

/** Names are local: the prefix a service happens to use says nothing. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data of the element itself, without that of its children. */
  readonly text: string;
}

/** Code `bad-xml`: the text is cut or not well-formed. */
export class XmlError extends ArxivLensError {
  override readonly name = "XmlError";
}

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** @throws {XmlError} `bad-xml` */
export function parseXml(xml: string): XmlElement {
  const document: OpenElement = { name: "", attributes: new Map(), children: [], text: "" };
  const stack: OpenElement[] = [document];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw new XmlError("bad-xml", `not well-formed XML at ${error.message}; fetch the answer again`, { cause: error });
  });
  parser.on("opentag", (tag) => {
    const attributes = new Map(Object.values(tag.attributes).map((attribute) => [attribute.local, attribute.value]));
    const element: OpenElement = { name: tag.local, attributes, children: [], text: "" };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on("closetag", () => void stack.pop());
  const append = (text: string): void => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += text;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  parser.write(xml.replace(/^\uFEFF/u, "")).close();
  const root = document.children[0];
  if (root === undefined) throw new XmlError("bad-xml", "the answer holds no XML element; fetch it again");
  return root;
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of the first child of that name, runs of white space as one blank; null when missing or empty. */
export function childText(element: XmlElement, name: string): string | null {
  const text = element.children
    .find((child) => child.name === name)
    ?.text.replace(/\s+/gu, " ")
    .trim();
  return text === undefined || text === "" ? null : text;
}
