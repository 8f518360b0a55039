/** A tolerant reader of BibTeX: one broken entry costs only itself. */

import type { UnreadableRecord } from "../records/unreadable.ts";

export interface BibtexEntry {
  /** Lower case, for example `article`. */
  readonly kind: string;
  readonly key: string;
  /** By name in lower case; outer braces or quotes are gone, LaTeX stays. */
  readonly fields: ReadonlyMap<string, string>;
  /** The entry as written. */
  readonly raw: string;
  /** Where it begins in the text. */
  readonly at: number;
}

/** An entry that could not be read, and where it begins. */
export interface BibtexFault extends UnreadableRecord {
  readonly at: number;
}

export interface BibtexFile {
  readonly entries: readonly BibtexEntry[];
  readonly unreadable: readonly BibtexFault[];
}

/** Names that every style defines; @string adds to them. */
const months = "January February March April May June July August September October November December";
const standardNames = new Map(months.split(" ").map((month) => [month.slice(0, 3).toLowerCase(), month]));

export function parseBibtexEntries(text: string): BibtexFile {
  const entries: BibtexEntry[] = [];
  const unreadable: BibtexFault[] = [];
  const names = new Names(text.length);
  // An entry that is never closed ends where a line begins the next one, so that it cannot swallow the file.
  let before = 0;
  for (const part of text.split(/^(?=[ \t]*@\w+\s*[{(])/mu)) {
    let at = 0;
    for (;;) {
      const start = part.indexOf("@", at);
      if (start < 0) break;
      const read = readEntry(part, start, names);
      at = read.end;
      if (read.entry !== null) entries.push({ ...read.entry, at: before + start });
      if (read.fault !== null) unreadable.push({ ...read.fault, at: before + start });
    }
    before += part.length;
  }
  return { entries, unreadable };
}

interface ReadEntry {
  readonly entry: Omit<BibtexEntry, "at"> | null;
  readonly fault: UnreadableRecord | null;
  /** Where to go on. */
  readonly end: number;
}

function readEntry(text: string, start: number, names: Names): ReadEntry {
  const head = /^@(\w+)\s*([{(])/u.exec(text.slice(start, start + 100));
  if (head === null) return { entry: null, fault: null, end: start + 1 };
  const [opening, kindText = "", bracket] = head;
  const kind = kindText.toLowerCase();
  const cursor = new Cursor(text, start + opening.length, bracket === "(" ? ")" : "}");
  if (kind === "comment" || kind === "preamble") return { entry: null, fault: null, end: cursor.skipped() };
  const key = kind === "string" ? "" : cursor.key();
  const fields = cursor.fields(names);
  if (fields === null) {
    const fault = { record: key === "" ? `@${kind}` : key, reason: "the entry is not closed or has a broken field" };
    return { entry: null, fault, end: cursor.at };
  }
  if (kind === "string") {
    for (const [name, value] of fields) names.define(name, value);
    return { entry: null, fault: null, end: cursor.at };
  }
  return { entry: { kind, key, fields, raw: text.slice(start, cursor.at) }, fault: null, end: cursor.at };
}

/**
 * What names stand for. All uses together may add as much text as the file has, and a page: names made of names would
 * double at each step and fill the memory.
 */
class Names {
  readonly #values = new Map(standardNames);
  #left: number;

  constructor(textLength: number) {
    this.#left = textLength + 10_000;
  }

  define(name: string, value: string): void {
    this.#values.set(name, value);
  }

  /** An unknown name stands for itself; null when there has been too much of this. */
  valueOf(word: string): string | null {
    const value = this.#values.get(word.toLowerCase());
    if (value === undefined) return word;
    this.#left -= value.length;
    return this.#left < 0 ? null : value;
  }
}

/** Reads the inside of one entry. */
class Cursor {
  at: number;
  readonly #text: string;
  readonly #close: string;

  constructor(text: string, at: number, close: string) {
    this.#text = text;
    this.at = at;
    this.#close = close;
  }

  /** Everything up to the comma or the end of the entry. */
  key(): string {
    return this.#take(/[^,\s{}()"=]*/uy);
  }

  /** Fields up to the end of the entry; null when the entry is broken. */
  fields(names: Names): ReadonlyMap<string, string> | null {
    const fields = new Map<string, string>();
    for (;;) {
      this.#take(/[\s,]*/uy);
      const next = this.#text[this.at];
      if (next === undefined) return null;
      if (next === this.#close) {
        this.at += 1;
        return fields;
      }
      const name = this.#take(/[^\s=,{}()"#]+/uy).toLowerCase();
      if (name === "" || this.#take(/\s*=\s*/uy) === "") return null;
      const value = this.#value(names);
      if (value === null) return null;
      // BibTeX heeds the first of two fields of one name.
      if (!fields.has(name)) fields.set(name, value);
    }
  }

  /** The end of an entry whose content does not matter. */
  skipped(): number {
    return this.#group(this.at, this.#close) ?? this.#text.length;
  }

  /** Pieces joined by `#`: braces, quotes, numbers and names. */
  #value(names: Names): string | null {
    const pieces: string[] = [];
    do {
      const mark = this.#text[this.at];
      if (mark === "{" || mark === '"') {
        const end = this.#group(this.at + 1, mark === "{" ? "}" : '"');
        if (end === null) return null;
        pieces.push(this.#text.slice(this.at + 1, end - 1));
        this.at = end;
      } else {
        const word = this.#take(/[^\s,{}()"#=]+/uy);
        if (word === "") return null;
        const piece = names.valueOf(word);
        if (piece === null) return null;
        pieces.push(piece);
      }
    } while (this.#take(/\s*#\s*/uy) !== "");
    return pieces.join("").trim();
  }

  /**
   * Position after the sign that closes what was opened before `from`; braces inside are balanced. Where nothing closes
   * it, reading goes on from where that shows, as in BibTeX: going back to `from` would look through the same text again
   * for each entry that begins in it.
   */
  #group(from: number, close: string): number | null {
    let depth = 0;
    for (let at = from; at < this.#text.length; at++) {
      const sign = this.#text[at];
      if (depth === 0 && sign === close) return at + 1;
      if (sign === "{") depth += 1;
      else if (sign === "}" && --depth < 0) {
        this.at = at;
        return null;
      }
    }
    this.at = this.#text.length;
    return null;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [taken = ""] = pattern.exec(this.#text) ?? [];
    this.at += taken.length;
    return taken;
  }
}
