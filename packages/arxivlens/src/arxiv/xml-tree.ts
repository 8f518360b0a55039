/** XML as a small tree; enough for feeds and records of a few megabytes. */

import { SaxesParser } from "saxes";

import { elementsApart, mendedXml } from "./damaged-xml.ts";
import { ArxivLensError } from "./errors.ts";

/** Names are local: the prefix a service happens to use says nothing. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Character data of the element itself, without that of its children. */
  readonly text: string;
}

/** Codes: `bad-xml`, the text is cut or not well-formed; `other-document`, it is XML but not what was asked for. */
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

/** Elements of a name are handed over as they end, and are not in the tree: a large page is never held twice. */
export interface TakenElements {
  readonly name: string;
  readonly visit: (element: XmlElement) => void;
  /**
   * Told of each element that is not well-formed, in its place: with what is left after mending, or null where nothing is.
   * Without this one bad element makes the whole document unreadable.
   */
  readonly damaged?: (element: XmlElement | null, text: string, reason: string) => void;
  /** Told that the document ends early; without this it is unreadable then. */
  readonly cut?: (reason: string) => void;
}

/**
 * Parses a document. Entities beyond those of XML itself do not exist here: a document type declaration is refused,
 * which is where answers that grow while they are read would declare them.
 *
 * @throws {XmlError} `bad-xml`, with line and column
 */
export function parseXml(xml: string, taken?: TakenElements): XmlElement {
  const text = withoutHalfSign(xml.replace(/^\uFEFF/u, ""));
  let visited = 0;
  const counted = taken && {
    ...taken,
    visit: (element: XmlElement): void => {
      visited += 1;
      taken.visit(element);
    },
  };
  try {
    return tree(text, false, counted);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const root = taken === undefined ? null : apart(text, taken, visited);
    // Counting lines takes longer than parsing, so it is done where somebody will read the number.
    return root ?? tree(text, true);
  }
}

/** Element by element after the first `visited`; null where the document around them is no XML either. */
function apart(xml: string, taken: TakenElements, visited: number): XmlElement | null {
  const { name, visit, damaged } = taken;
  if (damaged === undefined) return null;
  const { frame, elements } = elementsApart(xml, name);
  const root = treeOrReason(frame, taken);
  if (typeof root === "string") return null;
  for (const text of elements.slice(visited)) {
    const element = treeOrReason(text);
    if (typeof element !== "string") visit(element);
    else {
      const mended = treeOrReason(mendedXml(text));
      damaged(typeof mended === "string" ? null : mended, text, element);
    }
  }
  return root;
}

function treeOrReason(xml: string, taken?: TakenElements): XmlElement | string {
  try {
    return tree(xml, false, taken);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return error.message;
  }
}

function tree(xml: string, position: boolean, taken?: TakenElements): XmlElement {
  const document: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const stack: OpenElement[] = [document];
  let open = document;
  let insideTaken = false;
  const parser = new SaxesParser<{ position: boolean; xmlns: false }>({ position, xmlns: false });
  const refuse = (reason: string, cause?: Error): never => {
    throw new XmlError("bad-xml", `not well-formed XML at ${reason}; fetch the answer again`, { cause });
  };
  parser.on("error", (error) => refuse(error.message, error));
  parser.on("doctype", () => refuse(`${parser.line}:${parser.column}: a document type declaration`));
  parser.on("opentag", (tag) => {
    if (stack.length > deepest) refuse(`${parser.line}:${parser.column}: elements nested ${deepest} deep`);
    // Its end is missing: the next one would be visited as a part of it, and before it.
    if (taken !== undefined && insideTaken && local(tag.name) === taken.name)
      refuse(`${parser.line}:${parser.column}: <${taken.name}> inside of <${taken.name}>`);
    insideTaken ||= local(tag.name) === taken?.name;
    open = { name: local(tag.name), attributes: localNames(tag.attributes), children: [], text: "" };
    stack.push(open);
  });
  parser.on("closetag", () => {
    const closed = open;
    stack.pop();
    open = stack.at(-1) ?? document;
    if (closed.name === taken?.name) {
      insideTaken = false;
      taken.visit(closed);
    } else open.children.push(closed);
  });
  const append = (text: string): void => {
    open.text += text;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  const root = read(parser, xml, stack, taken) ?? document.children[0];
  if (root === undefined) throw new XmlError("bad-xml", "the answer holds no XML element; fetch it again");
  return root;
}

/** The root as far as it was read, where the document ends early and that is no fault. */
function read(
  parser: { write(text: string): unknown; close(): void },
  xml: string,
  stack: readonly OpenElement[],
  taken?: TakenElements,
): XmlElement | null {
  let begun = false;
  try {
    parser.write(xml);
    begun = true;
    parser.close();
    return null;
  } catch (error) {
    const root = stack[1];
    if (!(error instanceof XmlError) || !begun || root === undefined || taken?.cut === undefined) throw error;
    taken.cut(error.message);
    return root;
  }
}

/** Half a character at the end makes the parser itself fail, instead of saying what is wrong. */
function withoutHalfSign(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function localNames(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  // Most elements have none, and those that have one mostly have it without a prefix.
  for (const name in attributes)
    if (name.includes(":"))
      return Object.fromEntries(Object.entries(attributes).map(([each, value]) => [local(each), value]));
  return attributes;
}

/**
 * Parses a document whose root element is known, so that the page of a proxy is not taken for an empty answer.
 *
 * @throws {XmlError} `bad-xml`, `other-document`
 */
export function parseDocument(xml: string, root: string, taken?: TakenElements): XmlElement {
  const element = parseXml(xml, taken);
  if (element.name === root) return element;
  throw new XmlError(
    "other-document",
    `the document is <${element.name}>, expected <${root}>; is it of another format?`,
  );
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of the first child of that name, runs of white space as one blank; null when missing or empty. */
export function childText(element: XmlElement, name: string): string | null {
  return tidy(element.children.find((child) => child.name === name)?.text);
}

/** `childText` of many names: the children are looked through once. */
export function childTexts(element: XmlElement): (name: string) => string | null {
  const texts = new Map<string, string>();
  for (const { name, text } of element.children) if (!texts.has(name)) texts.set(name, text);
  return (name) => tidy(texts.get(name));
}

/** White space that is not one blank between words: matching those as well would cost as much as all the rest. */
const unevenSpace = /[^\S ]\s*| \s+/g;

/** Runs of white space as one blank, ends trimmed; null for nothing. */
export function tidy(text: string | null | undefined): string | null {
  const tidied = text?.trim().replace(unevenSpace, " ") ?? "";
  return tidied === "" ? null : tidied;
}
