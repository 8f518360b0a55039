import { arxivIdsIn, doisIn } from "../arxiv/references/cited-identifiers.ts";
import {
  excerpt,
  partedList,
  workOrFault,
  type ListedWork,
  type ReadList,
  type UnreadableLine,
} from "./listed-work.ts";

interface OpenRecord {
  readonly line: number;
  readonly fields: Map<string, string[]>;
}

/** Records of Research Information Systems: from `TY` to `ER`, a tag and a value a line. */
export function risList(text: string): ReadList {
  const entries: (ListedWork | UnreadableLine)[] = [];
  let record: OpenRecord | null = null;
  let lastTag: string | null = null;
  const finish = (): void => {
    if (record !== null) entries.push(workOfRecord(record));
    record = null;
    lastTag = null;
  };
  for (const [index, written] of text.split(/\r\n?|\n/u).entries()) {
    const [, tag, value = ""] = /^([A-Z][A-Z0-9]) {1,2}-(?: |$)(.*)$/u.exec(written) ?? [];
    if (tag === "TY") {
      // A record that was never ended ends where the next one begins.
      finish();
      record = { line: index + 1, fields: new Map() };
    } else if (tag === "ER") finish();
    else if (written.trim() === "") continue;
    else if (record === null)
      entries.push({ place: `line ${index + 1}`, text: excerpt(written), reason: "it stands outside of any record" });
    else if (tag === undefined) {
      const values: string[] | undefined = lastTag === null ? undefined : record.fields.get(lastTag);
      // Some programs wrap long values.
      if (values !== undefined) values.push(`${values.pop() ?? ""} ${written.trim()}`);
      else entries.push({ place: `line ${index + 1}`, text: excerpt(written), reason: "it has no tag such as TI" });
    } else {
      lastTag = tag;
      const known = record.fields.get(tag);
      if (known === undefined) record.fields.set(tag, [value.trim()]);
      else known.push(value.trim());
    }
  }
  finish();
  return partedList("ris", entries);
}

function workOfRecord({ line, fields }: OpenRecord): ListedWork | UnreadableLine {
  const values = (...tags: readonly string[]): readonly string[] =>
    tags.flatMap((tag) => fields.get(tag) ?? []).filter((value) => value !== "");
  const title = values("TI", "T1", "CT")[0] ?? null;
  const loose = values("AN", "UR", "L1", "L2", "LK", "DO", "N1", "M1", "M3", "C1", "JO", "T2", "ID").join(" ");
  const year = /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/u.exec(values("PY", "Y1", "DA").join(" "))?.[0];
  return workOrFault({
    place: `line ${line}`,
    text: excerpt(title ?? values("ID", "UR", "DO")[0] ?? "a record without a title"),
    arxivId: arxivIdsIn(loose)[0] ?? null,
    doi: doisIn(values("DO", "UR", "M3").join(" "))[0] ?? null,
    title,
    authors: values("AU", "A1").map(forenamesFirst),
    year: year === undefined ? null : Number(year),
  });
}

/** `Dai, Damai` as `Damai Dai`. */
function forenamesFirst(name: string): string {
  const [family = "", given = "", suffix = ""] = name.split(",").map((part) => part.trim());
  return [given, family, suffix].filter((part) => part !== "").join(" ");
}
