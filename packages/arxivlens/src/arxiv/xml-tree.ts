/** XML as a small tree; enough for feeds and records of a few megabytes. */

import { SaxesParser } from "saxes";

import { ArxivLensError } from "./errors.ts";

/** Names are local: the prefix a service happens to use says nothing. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
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
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** No answer nests deeper; one that does is an attack or damage. */
const deepest = 100;

/**
 * Parses a document. Entities beyond those of XML itself do not exist here: a document type declaration is refused,
 * which is where answers that grow while they are read would declare them.
 *
 * @param taken elements of this name are handed over as they end, and are not in the tree: a large page is then read
 *   without holding all of it twice
 * @throws {XmlError} `bad-xml`
 */
export function parseXml(
  xml: string,
  taken?: { readonly name: string; readonly visit: (element: XmlElement) => void },
): XmlElement {
  const document: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const stack: OpenElement[] = [document];
  let open = document;
  const parser = new SaxesParser();
  const refuse = (reason: string, cause?: Error): never => {
    throw new XmlError("bad-xml", `not well-formed XML at ${reason}; fetch the answer again`, { cause });
  };
  parser.on("error", (error) => refuse(error.message, error));
  parser.on("doctype", () => refuse(`${parser.line}:${parser.column}: a document type declaration`));
  parser.on("opentag", (tag) => {
    if (stack.length > deepest) refuse(`${parser.line}:${parser.column}: elements nested ${deepest} deep`);
    const element: OpenElement = {
      name: local(tag.name),
      attributes: localNames(tag.attributes),
      children: [],
      text: "",
    };
    open.children.push(element);
    stack.push(element);
    open = element;
  });
  parser.on("closetag", () => {
    const closed = stack.pop();
    open = stack.at(-1) ?? document;
    if (taken === undefined || closed?.name !== taken.name) return;
    open.children.pop();
    taken.visit(closed);
  });
  const append = (text: string): void => {
    open.text += text;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  parser.write(xml.replace(/^\uFEFF/u, "")).close();
  const root = document.children[0];
  if (root === undefined) throw new XmlError("bad-xml", "the answer holds no XML element; fetch it again");
  return root;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function localNames(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = Object.keys(attributes);
  // Most elements have none, and those that have one mostly have it without a prefix.
  return names.every((name) => !name.includes(":"))
    ? attributes
    : Object.fromEntries(names.map((name) => [local(name), attributes[name] ?? ""]));
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of the first child of that name, runs of white space as one blank; null when missing or empty. */
export function childText(element: XmlElement, name: string): string | null {
  return tidy(element.children.find((child) => child.name === name)?.text);
}

/** Runs of white space as one blank, ends trimmed; null for nothing. */
export function tidy(text: string | null | undefined): string | null {
  // A single blank stays as it is, so only what differs from one is replaced.
  const tidied = text?.trim().replace(/\s{2,}|[^\S ]/g, " ") ?? "";
  return tidied === "" ? null : tidied;
}
