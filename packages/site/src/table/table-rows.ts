import type { RelatedWork, RichText, WorkRole } from "arxivlens/api";

/** One row of the works table, plain enough to travel to the browser twice: as HTML and as data. */
export interface TableRow {
  readonly key: string;
  readonly role: WorkRole;
  readonly title: string;
  /** Only where the title holds a formula. */
  readonly titleHtml: string | null;
  readonly href: string;
  readonly arxivId: string | null;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly citedBy: number;
  readonly sources: readonly string[];
  readonly resolved: boolean;
}

export type SortKey = "role" | "title" | "authors" | "year" | "citedBy" | "sources";

export interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Citing works first, each half newest first, as the page shows them before anyone sorts. */
export function tableRows(
  citations: readonly RelatedWork[],
  references: readonly RelatedWork[],
  richHtml: (text: RichText) => string | null,
): readonly TableRow[] {
  const rows = [...citations, ...references].map((work): TableRow => ({
    key: work.key,
    role: work.role,
    title: work.plainTitle,
    titleHtml: richHtml(work.title),
    href: work.href,
    arxivId: work.arxivId,
    authors: work.authors,
    year: work.year,
    citedBy: work.citedBy,
    sources: work.edgeSources,
    resolved: work.resolved,
  }));
  return sortRows(sortRows(rows, { key: "year", descending: true }), { key: "role", descending: false });
}

/** Stable; rows without a value come last in both directions. */
export function sortRows(rows: readonly TableRow[], { key, descending }: Sorting): readonly TableRow[] {
  const direction = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const left = sortValue(a, key);
    const right = sortValue(b, key);
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "number" && typeof right === "number") return direction * (left - right);
    return direction * String(left).localeCompare(String(right), "en", { sensitivity: "base", numeric: true });
  });
}

/** Rows of the wanted roles that hold every word somewhere in title, authors, year or id. */
export function filterRows(rows: readonly TableRow[], text: string, role: WorkRole | "all"): readonly TableRow[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows.filter((row) => {
    if (role !== "all" && row.role !== role) return false;
    const haystack = fold(`${row.title} ${row.authors.join(" ")} ${row.year ?? ""} ${row.arxivId ?? ""}`);
    return words.every((word) => haystack.includes(word));
  });
}

/** Lower case without accents, so that "Sui" and "sui", "Erdős" and "erdos" meet. */
function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function sortValue(row: TableRow, key: SortKey): string | number | null {
  if (key === "authors") return row.authors[0] ?? null;
  if (key === "sources") return row.sources[0] ?? null;
  return row[key];
}
