import { knownLicences } from "../../arxiv/licence.ts";
import { licenceToken } from "../query/query-fields.ts";
import type { FacetCounts, SearchFacets } from "../search-index.ts";
import type { DocumentList } from "./document-list.ts";
import { codeFlag, unknownDay, withdrawnFlag } from "./segment-data.ts";
import type { Segment } from "./segment.ts";

/** Years that are counted. Those before and after are slips of a record more often than years, and charts show them all. */
const [firstYear, lastYear] = [1900, 2099];
const firstDay = Date.UTC(firstYear, 0, 1) / 86_400_000;
const countedDays = Date.UTC(lastYear + 1, 0, 1) / 86_400_000 - firstDay;

/** Counts what the matches of several segments are. */
export class FacetCounter {
  readonly #categories = new Map<string, number>();
  readonly #years = new Map<string, number>();
  readonly #licences = new Map<string, number>();
  #withCode = 0;
  #withdrawn = 0;

  add({ data }: Segment, documents: DocumentList): void {
    const categories = new Uint32Array(data.categoryNames.length);
    const licences = new Uint32Array(data.licenceNames.length);
    const days = new Uint32Array(countedDays);
    for (const document of documents) {
      const end = data.categoryStarts[document + 1] ?? 0;
      for (let at = data.categoryStarts[document] ?? 0; at < end; at++) categories[data.categories[at] ?? 0]! += 1;
      licences[data.licences[document] ?? 0]! += 1;
      const flags = data.flags[document] ?? 0;
      if ((flags & codeFlag) !== 0) this.#withCode++;
      if ((flags & withdrawnFlag) !== 0) this.#withdrawn++;
      const day = (data.days[document] ?? unknownDay) - firstDay;
      if (day >= 0 && day < countedDays) days[day]! += 1;
    }
    addTo(this.#categories, data.categoryNames, categories);
    addTo(this.#licences, data.licenceNames, licences);
    for (const [day, count] of days.entries()) {
      if (count === 0) continue;
      const year = String(new Date((firstDay + day) * 86_400_000).getUTCFullYear());
      this.#years.set(year, (this.#years.get(year) ?? 0) + count);
    }
  }

  finish(): SearchFacets {
    return {
      categories: ranked(this.#categories),
      years: ranked(this.#years).toSorted((a, b) => Number(b.value) - Number(a.value)),
      licences: ranked(this.#licences).map(({ value, papers }) => ({ ...licenceOf(value), papers })),
      withCode: this.#withCode,
      withdrawn: this.#withdrawn,
    };
  }
}

const byToken = new Map(knownLicences.map((licence) => [licenceToken(licence.name), licence]));

/** The licence that the index spells so. */
function licenceOf(token: string): { readonly value: string; readonly name: string; readonly uri: string | null } {
  return byToken.get(token) ?? { value: token, name: token, uri: null };
}

function addTo(counts: Map<string, number>, names: readonly string[], added: Uint32Array): void {
  names.forEach((name, number) => {
    const count = added[number] ?? 0;
    if (name !== "" && count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  });
}

function ranked(counts: ReadonlyMap<string, number>): FacetCounts {
  return [...counts]
    .map(([value, papers]) => ({ value, papers }))
    .toSorted((a, b) => b.papers - a.papers || (a.value < b.value ? -1 : 1));
}
