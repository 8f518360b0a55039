import Database from "better-sqlite3";
import { isWithin } from "../../search/query/category-match.ts";
import type { QueryNode, WordField } from "../../search/query/syntax.ts";
import { dayNumber, type IndexDocument } from "../../search/segments/document.ts";
import { wordsOf } from "../../search/words.ts";
import type { SqliteDatabase } from "./database.ts";

const columns: Readonly<Record<WordField, string>> = {
  any: "",
  title: "title : ",
  author: "authors : ",
  abstract: "abstract : ",
  comments: "comments : ",
};

/** A title word tells most, a name nearly as much, a word of the abstract least. */
const columnWeights = "10.0, 8.0, 1.0, 0.5";

/**
 * SQLite's own full text over the same words: what the segment index is measured against, for its sets of matches in
 * tests and its speed in `arxivlens bench`.
 */
export class Fts5Index {
  readonly #database: SqliteDatabase;
  readonly #numberOfId: (id: string) => number | null;
  readonly #addText;
  readonly #addFacts;

  /** @param path of the database file, or `:memory:` */
  constructor(path: string, numberOfId: (id: string) => number | null) {
    this.#database = new Database(path);
    this.#numberOfId = numberOfId;
    this.#database.exec(`
      CREATE VIRTUAL TABLE IF NOT EXISTS text USING fts5(
        title, authors, abstract, comments, content='', tokenize='unicode61 remove_diacritics 2'
      );
      CREATE TABLE IF NOT EXISTS facts (
        number INTEGER PRIMARY KEY, day INTEGER, categories TEXT, licence TEXT, withdrawn INTEGER, code INTEGER, described INTEGER
      );
    `);
    this.#addText = this.#database.prepare<[number, string, string, string, string]>(
      "INSERT INTO text (rowid, title, authors, abstract, comments) VALUES (?, ?, ?, ?, ?)",
    );
    this.#addFacts = this.#database.prepare<[number, number | null, string, string, number, number, number]>(
      "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
  }

  /** Adds documents in one transaction, each number once. Words are cut by our rules, so that only finding differs. */
  add(documents: readonly IndexDocument[]): void {
    const cut = (text: string): string => wordsOf(text).join(" ");
    this.#database.transaction(() => {
      for (const document of documents) {
        const { number, title, authors, abstract, comments, day, categories, licence, withdrawn, hasCode } = document;
        this.#addText.run(number, cut(title), cut(authors), cut(abstract), cut(comments));
        this.#addFacts.run(
          number,
          day,
          categories.join(" "),
          licence,
          Number(withdrawn),
          Number(hasCode),
          Number(abstract !== ""),
        );
      }
    })();
  }

  /** Numbers of the documents that a query matches, rising. */
  matching(query: QueryNode): readonly number[] {
    return [...this.#set(query)].toSorted((a, b) => a - b);
  }

  /** The best matches of words joined by AND or OR, by FTS5's BM25; null for a query that has anything else in it. */
  best(query: QueryNode, limit: number): readonly number[] | null {
    const expression = matchExpression(query);
    if (expression === null) return null;
    return this.#numbers(
      `SELECT rowid AS number FROM text WHERE text MATCH ?
       ORDER BY bm25(text, ${columnWeights}), rowid DESC LIMIT ${Math.trunc(limit)}`,
      expression,
    );
  }

  close(): void {
    this.#database.close();
  }

  #set(query: QueryNode): ReadonlySet<number> {
    switch (query.kind) {
      case "everything":
        return new Set(this.#numbers("SELECT number FROM facts"));
      case "and":
        return query.children
          .map((child) => this.#set(child))
          .reduce((all, set) => new Set([...all].filter((number) => set.has(number))));
      case "or":
        return new Set(query.children.flatMap((child) => [...this.#set(child)]));
      case "not": {
        const denied = this.#set(query.child);
        return new Set(this.#numbers("SELECT number FROM facts").filter((number) => !denied.has(number)));
      }
      case "words":
        return new Set(
          this.#numbers("SELECT rowid AS number FROM text WHERE text MATCH ?", matchExpression(query) ?? ""),
        );
      case "id":
        return new Set(this.#numbers("SELECT number FROM facts WHERE number = ?", this.#numberOfId(query.id) ?? -1));
      case "licence":
        return new Set(this.#numbers("SELECT number FROM facts WHERE licence = ?", query.licence));
      case "property": {
        const column = { code: "code", withdrawn: "withdrawn", abstract: "described" }[query.property];
        return new Set(this.#numbers(`SELECT number FROM facts WHERE ${column} = 1`));
      }
      case "date":
        return new Set(
          this.#numbers(
            "SELECT number FROM facts WHERE day BETWEEN ? AND ?",
            query.from === null ? -1e9 : dayNumber(query.from),
            query.to === null ? 1e9 : dayNumber(query.to),
          ),
        );
      case "category": {
        const rows = this.#database
          .prepare<[], { number: number; categories: string }>("SELECT number, categories FROM facts")
          .all();
        const within = (list: string): boolean =>
          list.split(" ").some((category) => isWithin(category.toLowerCase(), query.category));
        return new Set(rows.filter(({ categories }) => within(categories)).map(({ number }) => number));
      }
      default:
        return query satisfies never;
    }
  }

  #numbers(sql: string, ...parameters: readonly (string | number)[]): readonly number[] {
    return this.#database
      .prepare<(string | number)[], { number: number }>(sql)
      .all(...parameters)
      .map(({ number }) => number);
  }
}

/** An FTS5 expression, or null when the query holds more than words, AND and OR. Quoting makes every word harmless. */
function matchExpression(query: QueryNode): string | null {
  if (query.kind === "words") return `${columns[query.field]}"${query.words.join(" ")}"${query.prefix ? "*" : ""}`;
  if (query.kind !== "and" && query.kind !== "or") return null;
  const parts = query.children.map(matchExpression);
  if (parts.includes(null)) return null;
  return `(${parts.join(query.kind === "and" ? " AND " : " OR ")})`;
}
