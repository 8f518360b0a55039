import { plainText, richText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { versionOfText, versionTextOf, type VersionText } from "../store/version-text.ts";
import type { Library } from "./library.ts";
import type { PaperVersionView, VersionsView, VersionTextView } from "./paper-contract.ts";
import { hrefOf } from "./work-summary.ts";

/** What of a paper's versions is held: the list of them, and their texts by number. */
export interface HeldVersions {
  readonly versions: readonly PaperVersionView[];
  readonly textVersion: number | null;
  readonly texts: ReadonlyMap<number, VersionText>;
}

export async function heldVersions({ store }: Library, paper: Paper): Promise<HeldVersions> {
  const earlier = await store.papers.versionTexts(paper.key);
  const present = versionTextOf(paper);
  const texts = new Map([...earlier, ...(present === null ? [] : [present])].map((text) => [text.version, text]));
  return {
    versions: paper.versions.map(({ size, sourceType, ...version }) => ({
      ...version,
      ...(size === undefined ? {} : { size }),
      ...(sourceType === undefined ? {} : { sourceType }),
      textHeld: texts.has(version.version),
    })),
    textVersion: versionOfText(paper),
    texts,
  };
}

/** Two versions of a paper side by side; null for an unknown key. What is not asked for is chosen. */
export async function versionsView(
  library: Library,
  key: string,
  asked: { readonly from: string | undefined; readonly to: string | undefined },
): Promise<VersionsView | null> {
  const paper = await library.store.papers.get(key);
  if (paper === null) return null;
  const { versions, textVersion, texts } = await heldVersions(library, paper);
  const numbers = versions.map(({ version }) => version);
  const faults: string[] = [];
  const chosen = (name: "from" | "to", usual: number | null): number | null => {
    const typed = asked[name];
    if (typed === undefined || typed === "") return usual;
    if (numbers.includes(Number(typed))) return Number(typed);
    const range = numbers.length === 0 ? "none is listed here" : `there are ${numbers.join(", ")}`;
    faults.push(`${name} "${typed}" is no version of this paper; ${range}`);
    return usual;
  };
  // What can be compared comes first: the last two whose texts are held, else the last two there are.
  const held = numbers.filter((version) => texts.has(version));
  const pair = held.length > 1 ? held.slice(-2) : numbers.slice(-2);
  const from = chosen("from", pair[0] ?? null);
  const to = chosen("to", pair.at(-1) ?? null);
  return {
    key: paper.key,
    arxivId: paper.arxivId,
    href: hrefOf(paper.key),
    title: richText(paper.title),
    plainTitle: plainText(paper.title),
    versions,
    textVersion,
    from,
    to,
    fromText: textView(from === null ? undefined : texts.get(from)),
    toText: textView(to === null ? undefined : texts.get(to)),
    faults,
  };
}

function textView(text: VersionText | undefined): VersionTextView | null {
  if (text === undefined) return null;
  const { version, title, authors, abstract, comments } = text;
  return {
    version,
    title: richText(title),
    authors,
    abstract: abstract === null ? null : richText(abstract),
    comments,
  };
}
