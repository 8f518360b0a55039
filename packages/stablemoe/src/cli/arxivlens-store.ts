import type { TextDocument } from "../data/text-document.ts";
import { StableMoeError } from "../tokenizer/error.ts";

/** Name of the store in an ArxivLens data folder. */
export const STORE_FILE = "library.sqlite";

interface PaperRow {
  readonly key: string;
  readonly title: string;
  readonly abstract: string;
  /** JSON list, the primary category first. */
  readonly categories: string;
}

/**
 * Title and abstract of every paper of an ArxivLens store, read only; the domain is the primary category. Papers without
 * an abstract are left out.
 */
export async function* readArxivLensStore(path: string): AsyncGenerator<TextDocument, void, undefined> {
  const { default: Database } = await import("better-sqlite3").catch((cause: unknown) => {
    throw new StableMoeError(
      "sqlite-missing",
      `reading the ArxivLens store ${path} needs the package better-sqlite3: npm install better-sqlite3`,
      { cause },
    );
  });
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const rows = database
      .prepare<[], PaperRow>(
        "SELECT key, title, abstract, categories FROM paper WHERE abstract IS NOT NULL AND abstract <> '' ORDER BY paper_key",
      )
      .iterate();
    for (const { key, title, abstract, categories } of rows) {
      const [primary] = JSON.parse(categories) as readonly string[];
      yield { id: key, domain: primary ?? "none", text: `${title}\n\n${abstract}` };
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StableMoeError("corpus-unreadable", `${path} is not a readable ArxivLens store: ${reason}`, { cause });
  } finally {
    database.close();
  }
}
