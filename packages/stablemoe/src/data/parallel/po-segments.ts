import { StableMoeError } from "../../tokenizer/error.ts";
import type { CorpusIssue } from "../corpus-records.ts";
import { parseLanguageTag } from "./language-tag.ts";
import { type ParallelSegment, blockOf } from "./parallel-segment.ts";

/** One message of a catalogue as it is written. */
interface Entry {
  /** Line of its `msgid`. */
  line: number;
  reference: string;
  isFuzzy: boolean;
  /** Texts by keyword: `msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[0]`. */
  readonly fields: Map<string, string>;
}

/** More forms than this begin with one for none or two in some languages, so the first is not known to be singular. */
const MAX_SINGULAR_FIRST = 3;

/**
 * Messages of a gettext catalogue: `msgid` is English, `msgstr` the language of the header, else of the file name.
 * Fuzzy and obsolete messages are left out, fuzzy ones are reported. Of plural forms the first goes with the singular and
 * the last with the plural. The document of a message is the source file that its first reference names.
 *
 * @param name language tag to use where the header names none
 * @throws {StableMoeError} `parallel-format` for a file without a language, or in another encoding than UTF-8
 */
export async function* poSegments(
  lines: AsyncIterable<string>,
  file: string,
  name: string | null,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<ParallelSegment, void, undefined> {
  let language = name;
  for await (const entry of entries(lines, file, report)) {
    const id = entry.fields.get("msgid") ?? "";
    const context = entry.fields.get("msgctxt");
    if (id === "" && context === undefined) {
      language = languageOf(entry.fields.get("msgstr") ?? "", file) ?? language;
      continue;
    }
    if (language === null) {
      throw new StableMoeError(
        "parallel-format",
        `${file} names no language; add "Language: de\\n" to its header or call it de.po`,
      );
    }
    if (entry.isFuzzy) {
      report({ file, line: entry.line, reason: "fuzzy translation" });
      continue;
    }
    const document = entry.reference.replace(/:\d+$/u, "") || blockOf(file, entry.line);
    const segment = context === undefined ? id : `${context}|${id}`;
    for (const [english, translation, suffix] of pairsOf(entry.fields)) {
      const texts = new Map([["en", english]]);
      if (translation !== "") texts.set(language, translation);
      yield { document, segment: segment + suffix, texts };
    }
  }
}

/** English text, translation, and what tells the segment from the other of the same message. */
function pairsOf(fields: ReadonlyMap<string, string>): readonly (readonly [string, string, string])[] {
  const id = fields.get("msgid")!;
  const plural = fields.get("msgid_plural");
  if (plural === undefined) return [[id, fields.get("msgstr") ?? "", ""]];
  const forms = [...fields.keys()].filter((key) => key.startsWith("msgstr[")).length;
  const pairs: (readonly [string, string, string])[] = [];
  if (forms > 1 && forms <= MAX_SINGULAR_FIRST) pairs.push([id, fields.get("msgstr[0]") ?? "", ""]);
  if (forms > 0) pairs.push([plural, fields.get(`msgstr[${forms - 1}]`) ?? "", "|plural"]);
  return pairs;
}

/** Language of the header, or null when it names none. */
function languageOf(header: string, file: string): string | null {
  const charset = /charset=([^\s;]+)/iu.exec(header)?.[1] ?? "UTF-8";
  if (!/^(?:utf-?8|us-ascii|charset)$/iu.test(charset)) {
    throw new StableMoeError(
      "parallel-format",
      `${file} is written in ${charset}; convert it first: msgconv --to-code=UTF-8 ${file}`,
    );
  }
  const language = /^Language:[ \t]*(\S+)/imu.exec(header)?.[1];
  return language === undefined ? null : parseLanguageTag(language);
}

async function* entries(
  lines: AsyncIterable<string>,
  file: string,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<Entry, void, undefined> {
  let entry = newEntry();
  /** Keyword that strings on lines of their own go on with. */
  let open: string | null = null;
  let number = 0;
  for await (const raw of lines) {
    number++;
    const line = raw.trim();
    const isComment = line.startsWith("#");
    const match = /^(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*)?"((?:[^"\\]|\\.)*)"$/u.exec(line);
    const [, keyword, text] = match ?? [];
    // A message ends where the next begins: at its comments, its context or its msgid.
    const begins = isComment || keyword === "msgctxt" || (keyword === "msgid" && entry.fields.has("msgid"));
    if (begins && entry.fields.has("msgid")) {
      yield entry;
      entry = newEntry();
      open = null;
    }
    // Comments that no message follows, as those of obsolete ones, say nothing about the next.
    if ((line === "" || line.startsWith("#~")) && entry.fields.size === 0) entry = newEntry();
    if (line === "") continue;
    if (isComment) {
      if (line.startsWith("#:") && entry.reference === "")
        entry.reference = line.slice(2).trim().split(/\s+/u)[0] ?? "";
      if (line.startsWith("#,") && /\bfuzzy\b/u.test(line)) entry.isFuzzy = true;
      continue;
    }
    if (text === undefined || (keyword === undefined && open === null)) {
      report({ file, line: number, reason: `no line of a catalogue: ${line.slice(0, 40)}` });
      continue;
    }
    if (keyword === "msgid") entry.line = number;
    open = keyword ?? open!;
    entry.fields.set(open, (keyword === undefined ? entry.fields.get(open)! : "") + unescape(text));
  }
  if (entry.fields.has("msgid")) yield entry;
}

function newEntry(): Entry {
  return { line: 0, reference: "", isFuzzy: false, fields: new Map() };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\" };

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/gu, (whole, letter: string) => ESCAPES[letter] ?? whole);
}
