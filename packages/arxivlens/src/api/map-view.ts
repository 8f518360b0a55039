import { linkedWithMany, type LinkedWork } from "../graph/map-lists.ts";
import { linkedWorks } from "../graph/neighbour-lists.ts";
import { defaultMapLimit, mapNetwork } from "../graph/map-network.ts";
import { joiningPaths } from "../graph/map-paths.ts";
import { drawnMap, type MapOptions } from "./citation-map.ts";
import type { JointMap, LibrarySelection, MappedList, MapPageView, OwnLists, SuggestedWork } from "./contract.ts";
import type { Library } from "./library.ts";
import { libraryEntries, selectedEntries } from "./library-view.ts";
import { mostSeeds, seedKeys, seedLines } from "./map-lines.ts";
import { workSummary } from "./work-summary.ts";

/** Works named in each list beside a map. */
const listedWorks = 10;

/** The map of several works, the ways that join them, and what stands around them. Remembered until the store changes. */
export async function jointMap(library: Library, seeds: readonly string[], options: MapOptions): Promise<JointMap> {
  const snapshot = await library.snapshot();
  const name = `${options.limit} ${String(options.likeness)} ${seeds.join(",")}`;
  return snapshot.remember("joint map", name, async () => {
    const { citations } = snapshot;
    const ways = seeds.length < 2 ? [] : joiningPaths(await snapshot.graph(), seeds);
    const network = await mapNetwork(citations, seeds, options.limit, ways);
    const view = network.nodes.slice(0, seeds.length + defaultMapLimit).map(({ key }) => key);
    const excluded = new Set(seeds);
    const list = async (works: readonly string[], side: "cited" | "citing"): Promise<readonly SuggestedWork[]> =>
      suggested(library, await linkedWithMany(citations, works, side, excluded, listedWorks));
    return {
      map: await drawnMap(library, snapshot, seeds, network, options.likeness),
      paths: network.paths,
      prior: await list(view, "cited"),
      derivative: await list(view, "citing"),
      citedTogether: await list(seeds, "cited"),
      citingTogether: await list(seeds, "citing"),
    };
  });
}

/** What `/map` shows for what was typed. @param accountKey of the reader, whose lists are offered */
export async function mapPageView(
  library: Library,
  typed: string,
  accountKey: number | null,
  list: MappedList | null = null,
): Promise<MapPageView> {
  const lines = typed.trim() === "" ? [] : await seedLines(library, typed);
  const keys = seedKeys(lines);
  const { citations } = await library.snapshot();
  const records = await library.store.papers.getMany(keys);
  const citedBy = await citations.citedBy(keys);
  return {
    typed,
    lines,
    seeds: keys.map((key) => workSummary(key, records.get(key) ?? null, citedBy.get(key) ?? 0)),
    joint: keys.length === 0 ? null : await jointMap(library, keys, { limit: defaultMapLimit, likeness: false }),
    list,
    own: accountKey === null ? null : await ownLists(library, accountKey),
  };
}

/** `/map` of a part of a library: the first of its papers that are known here, as many as a map takes. */
export async function mapOfList(
  library: Library,
  accountKey: number,
  selection: LibrarySelection,
): Promise<MapPageView> {
  const folders = await library.store.shelf.folders(accountKey);
  const entries = await libraryEntries(library, accountKey);
  const { selected, fault } = await selectedEntries(library, entries, folders, selection);
  const { citations } = await library.snapshot();
  const bare = selected.flatMap(({ item, paper }) => (paper === null ? [item.paper] : []));
  const linked = await linkedWorks(citations, bare);
  const known = selected.filter(({ item, paper }) => paper !== null || linked.has(item.paper));
  const taken = known.slice(0, mostSeeds);
  return mapPageView(library, taken.map(({ item }) => item.paper).join("\n"), accountKey, {
    selection,
    folder: folders.find(({ folder }) => folder === selection.folder)?.name ?? null,
    total: selected.length,
    taken: taken.length,
    unknown: selected.length - known.length,
    fault,
  });
}

async function ownLists({ store: { shelf } }: Library, accountKey: number): Promise<OwnLists> {
  const folders = await shelf.folders(accountKey);
  return {
    papers: await shelf.count(accountKey),
    folders: folders.map(({ folder, name, parent, papers }) => ({ folder, name, parent, papers })),
  };
}

async function suggested({ store }: Library, works: readonly LinkedWork[]): Promise<readonly SuggestedWork[]> {
  const records = await store.papers.getMany(works.map(({ key }) => key));
  return works.map(({ key, links, citedBy }) => ({
    ...workSummary(key, records.get(key) ?? null, citedBy),
    links,
  }));
}
