import { keyNumber } from "../store/paper-key.ts";
import type { Library } from "./library.ts";
import type { UnknownPaperView, UnknownStanding } from "./paper-contract.ts";
import { searchView } from "./search-view.ts";

const shownSuggestions = 5;

/** What is known of an identifier that is well formed and not here. */
export async function unknownPaper(library: Library, id: string, nowMs: number): Promise<UnknownPaperView> {
  const { highest, vacant } = await library.store.coverage.standing(id);
  const [, archive, yearText = "", monthText = "", oldNumber, newNumber] =
    /^(?:([a-z-]+)\/)?(\d\d)(\d\d)(?:(\d{3})|\.(\d{4,5}))$/u.exec(id) ?? [];
  const year = (Number(yearText) >= 91 ? 1900 : 2000) + Number(yearText);
  const month = `${year}-${monthText}`;
  const { hits } = await searchView(library, id.replaceAll(/[/.]/gu, " "), 1);
  return {
    id,
    month,
    number: Number(oldNumber ?? newNumber),
    archive: archive ?? null,
    standing: standingOf(id, highest, vacant, month > new Date(nowMs).toISOString().slice(0, 7)),
    highest,
    arxivHref: `https://arxiv.org/abs/${id}`,
    suggestions: hits.slice(0, shownSuggestions),
  };
}

function standingOf(id: string, highest: string | null, vacant: boolean, future: boolean): UnknownStanding {
  if (future) return "future";
  if (vacant) return "vacant";
  if (highest === null) return "empty-month";
  return (keyNumber(id) ?? 0) > (keyNumber(highest) ?? 0) ? "beyond" : "hole";
}
