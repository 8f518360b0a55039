/** Titles of one request, as the API takes them. */
const titlesAtOnce = 100;

/**
 * Titles with their formulas set, by key, for what was fetched after the page: KaTeX stays on the server. What cannot be
 * had is missing, and the plain title does.
 *
 * @param keys of papers whose titles hold formulas
 */
export async function fetchSetTitles(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const parts = Array.from({ length: Math.ceil(keys.length / titlesAtOnce) }, (_, part) =>
    keys.slice(part * titlesAtOnce, (part + 1) * titlesAtOnce),
  );
  const found = await Promise.all(parts.map((part) => askTitles(part).catch(() => ({}))));
  return new Map(found.flatMap((titles) => Object.entries(titles)));
}

async function askTitles(keys: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`/api/titles?ids=${keys.map(encodeURIComponent).join(",")}`);
  if (!answer.ok) throw new Error(`titles: ${answer.status}`);
  return ((await answer.json()) as { readonly titles: Readonly<Record<string, string>> }).titles;
}
