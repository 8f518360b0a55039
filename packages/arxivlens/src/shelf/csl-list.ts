import { isObject, listOf, type JsonObject } from "../arxiv/records/json-value.ts";
import { arxivIdsIn, doisIn } from "../arxiv/references/cited-identifiers.ts";
import {
  excerpt,
  partedList,
  workOrFault,
  type ListedWork,
  type ReadList,
  type UnreadableLine,
} from "./listed-work.ts";

/** Items of CSL-JSON: an array, one item, or an object with `items`. */
export function cslList(text: string): ReadList {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = `it is no JSON (${error instanceof Error ? error.message : String(error)})`;
    return { format: "csl-json", works: [], unreadable: [{ place: "the file", text: excerpt(text), reason }] };
  }
  const items: readonly unknown[] = Array.isArray(value)
    ? value
    : isObject(value) && Array.isArray(value["items"])
      ? value["items"]
      : [value];
  return partedList("csl-json", items.map(workOfItem));
}

function workOfItem(item: unknown, index: number): ListedWork | UnreadableLine {
  const place = `item ${index + 1}`;
  if (!isObject(item))
    return { place, text: excerpt(JSON.stringify(item) ?? ""), reason: "it is no object with fields such as title" };
  const title = fieldOf(item, "title");
  const loose = ["archive_location", "number", "URL", "DOI", "note", "id", "arxivId", "eprint"]
    .map((name) => fieldOf(item, name) ?? "")
    .join(" ");
  const named = /arxiv/iu.test(fieldOf(item, "archive") ?? "")
    ? `arXiv:${fieldOf(item, "archive_location") ?? ""}`
    : "";
  return workOrFault({
    place,
    text: excerpt(title ?? JSON.stringify(item)),
    arxivId: arxivIdsIn(`${named} ${loose}`)[0] ?? null,
    doi: doisIn(`${fieldOf(item, "DOI") ?? ""} ${fieldOf(item, "URL") ?? ""}`)[0] ?? null,
    title,
    authors: listOf(item["author"]).flatMap((name) => authorOf(name) ?? []),
    year: yearOf(item["issued"]),
  });
}

function authorOf(name: unknown): string | null {
  if (!isObject(name)) return null;
  const parts = [fieldOf(name, "given"), fieldOf(name, "family"), fieldOf(name, "suffix")];
  const whole = parts.filter((part) => part !== null).join(" ");
  return whole === "" ? fieldOf(name, "literal") : whole;
}

function yearOf(issued: unknown): number | null {
  if (!isObject(issued)) return null;
  const [first] = listOf(issued["date-parts"]);
  const [dated] = listOf(first);
  const year = typeof dated === "number" || typeof dated === "string" ? String(dated) : null;
  const written = year ?? fieldOf(issued, "raw") ?? fieldOf(issued, "literal") ?? "";
  const found = /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/u.exec(written)?.[0];
  return found === undefined ? null : Number(found);
}

function fieldOf(item: JsonObject, name: string): string | null {
  const value = item[name];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
