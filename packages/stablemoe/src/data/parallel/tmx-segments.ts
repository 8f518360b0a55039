import { SaxesParser } from "saxes";
import { StableMoeError } from "../../tokenizer/error.ts";
import type { CorpusIssue } from "../corpus-records.ts";
import { parseLanguageTag } from "./language-tag.ts";
import { type ParallelSegment, blockOf } from "./parallel-segment.ts";

/** Elements within a segment that hold codes of the file it came from, not text. */
const CODES: ReadonlySet<string> = new Set(["bpt", "ept", "it", "ph", "ut"]);
/** Types of properties that name where a unit comes from. */
const DOCUMENT = /^(?:x-)?(?:document|file|filename|source-?file)$/iu;

/** A translation unit that is being read. */
interface Unit {
  readonly line: number;
  readonly id: string;
  document: string;
  readonly texts: Map<string, string>;
}

/**
 * Units of a translation memory (TMX 1.4b), read as the text arrives. Codes within a text are left out. A unit's document
 * is its property `document` or `file`, else a block of neighbouring units.
 *
 * @throws {StableMoeError} `parallel-format` with line and column where the file is not well-formed XML
 * @see https://www.gala-global.org/tmx-14b
 */
export async function* tmxSegments(
  chunks: AsyncIterable<string>,
  file: string,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<ParallelSegment, void, undefined> {
  const done: ParallelSegment[] = [];
  const parser = parserOf(file, report, (segment) => done.push(segment));
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield* done;
    done.length = 0;
  }
  parser.close();
  yield* done;
}

function parserOf(
  file: string,
  report: (issue: CorpusIssue) => void,
  found: (segment: ParallelSegment) => void,
): SaxesParser {
  const parser = new SaxesParser();
  let unit: Unit | null = null;
  let count = 0;
  let language: string | null = null;
  /** The element whose text is collected, and the text. */
  let open: "seg" | "prop" | null = null;
  let text = "";
  let codes = 0;
  let propertyType = "";
  parser.on("error", ({ message }) => {
    // Its message begins with line and column.
    throw new StableMoeError("parallel-format", `${file}:${message.replace(/\.$/u, "")}; a .tmx is XML in UTF-8`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "tu") {
      count++;
      unit = { line: parser.line, id: attributes["tuid"] ?? "", document: "", texts: new Map() };
    } else if (name === "tuv") {
      const tag = attributes["xml:lang"] ?? attributes["lang"] ?? "";
      language = parseLanguageTag(tag);
      if (language === null) report({ file, line: parser.line, reason: `"${tag}" is no language tag` });
    } else if (name === "seg" || (name === "prop" && language === null)) {
      open = name;
      text = "";
      propertyType = attributes["type"] ?? "";
    } else if (CODES.has(name)) codes++;
  });
  parser.on("text", (part) => {
    if (open !== null && codes === 0) text += part;
  });
  parser.on("cdata", (part) => {
    if (open !== null && codes === 0) text += part;
  });
  parser.on("closetag", ({ name }) => {
    if (CODES.has(name)) codes--;
    else if (name === "tuv") language = null;
    else if (name === "prop" && open === "prop") {
      if (unit !== null && DOCUMENT.test(propertyType)) unit.document = text.trim();
      open = null;
    } else if (name === "seg") {
      open = null;
      if (unit === null || language === null) return;
      if (unit.texts.has(language)) report({ file, line: parser.line, reason: `a second text in ${language}` });
      else unit.texts.set(language, text);
    } else if (name === "tu" && unit !== null) {
      const { line, id, document, texts } = unit;
      if (texts.size < 2) report({ file, line, reason: `a unit of ${texts.size} languages` });
      else found({ document: document || blockOf(file, count), segment: id || String(count), texts });
      unit = null;
    }
  });
  return parser;
}
