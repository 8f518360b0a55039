import type { CitationSide } from "../arxiv/citation-neighbours.ts";
import type { Result } from "../arxiv/errors.ts";
import { JsonError, objectOf, parseJson, textOf } from "../arxiv/records/json-value.ts";
import { parseScholarLists, scholarLists, type ScholarList } from "../arxiv/records/semantic-scholar.ts";
import { answered, askedInParts, inVain, isOfAsked } from "./asked-in-parts.ts";
import {
  eachOnce,
  fetchScholarLinks,
  mostScholarEntries,
  scholarFields,
  scholarPageSize,
  scholarRequest,
  scholarUpstream,
  type ScholarAccess,
  type ScholarLinks,
} from "./semantic-scholar.ts";
import { request, type PartialAnswer, type UpstreamIssue, type UpstreamTools } from "./upstream-client.ts";

/**
 * Papers whose lists are asked for at once. The service takes 500 ids, but gives 9,999 entries in one answer, and a
 * paper of arXiv has some 40 references.
 */
export const scholarListBatch = 200;

/** What a batch says of one paper. */
interface ToldPaper {
  readonly id: string;
  /** Null for a paper that is unknown. */
  readonly list: ScholarList | null;
  /** The answer held as many entries as any can, so that this list may be short or empty. */
  readonly full: boolean;
  /** The paper's answer is larger than the service sends, so that nothing is told of its list but that it is long. */
  readonly tooLarge: boolean;
}

/**
 * What papers cite, or who cites them, by id, in answers as they come; null for papers that Semantic Scholar does not
 * have. An answer that is full leaves the rest of its lists short or empty without a word, so every list is held against
 * its count: short ones are asked for again, as many at once as their counts allow, and page by page where that is in
 * vain. What fails for itself is told and the rest goes on; what is in no answer was not asked for, because the service
 * went away.
 *
 * @param ids such as `ARXIV:2204.08396`, at most `scholarListBatch`
 */
export async function* fetchScholarLists(
  tools: UpstreamTools,
  access: ScholarAccess,
  ids: readonly string[],
  side: CitationSide,
): AsyncGenerator<PartialAnswer<ScholarLinks>> {
  const alone = new Map<string, number | null>();
  let groups: readonly (readonly string[])[] = [[...new Set(ids)]];
  for (const isAgain of [false, true]) {
    const short: ToldPaper[] = [];
    for (const group of groups)
      for await (const { part, answer } of askedInParts(group, (some) => fetchGroup(tools, access, some, side))) {
        if (!answer.ok) {
          yield inVain(part, answer.error);
          if (!isOfAsked(answer.error)) return;
          continue;
        }
        const found = new Map<string, ScholarLinks | null>();
        for (const paper of answer.value) {
          const { id, list, full, tooLarge } = paper;
          if (tooLarge) alone.set(id, null);
          else if (list === null || isWhole(paper)) found.set(id, list === null ? null : linksOf(list));
          else if (full && !isAgain && countOf(paper) <= scholarPageSize) short.push(paper);
          else alone.set(id, countOf(paper));
        }
        yield answered(found);
      }
    groups = groupsByCount(short);
  }
  for (const [id, count] of alone) {
    const links = await fetchScholarLinks(tools, access, id, side);
    if (links.ok) yield answered(new Map([[id, links.value === null ? null : againstCount(links.value, count)]]));
    else {
      yield inVain([id], links.error);
      if (!isOfAsked(links.error)) return;
    }
  }
}

/** Pages end early at times, without a word. Where nothing was counted, they are all that is known. */
const againstCount = (links: ScholarLinks, count: number | null): ScholarLinks => ({
  ...links,
  cut: links.cut || (!links.withheld && links.listed < (count ?? 0)),
  listed: Math.max(links.listed, count ?? 0),
});

const countOf = ({ list }: ToldPaper): number => list?.count ?? 0;

/** An empty list with a count is one that the service left out, or that the publisher withholds: its page will tell. */
function isWhole({ list, full }: ToldPaper): boolean {
  if (list === null || list.works === null) return true;
  const given = list.works.length;
  if (given >= (list.count ?? given)) return true;
  // A count may tell of more entries than there are; one page is as much as a list in an answer holds for certain.
  return !full && given > 0 && given < scholarPageSize;
}

function linksOf({ count, works }: ScholarList): ScholarLinks {
  const given = works?.length ?? 0;
  const listed = Math.max(count ?? 0, given);
  const withheld = works === null && count !== 0;
  return { works: eachOnce(works ?? []), withheld, cut: works !== null && given < listed, listed };
}

/** Groups whose lists have room in one answer. */
function groupsByCount(papers: readonly ToldPaper[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let room = 0;
  for (const paper of papers) {
    const count = countOf(paper);
    if (count > room) {
      groups.push([]);
      room = mostScholarEntries - 1;
    }
    groups.at(-1)?.push(paper.id);
    room -= count;
  }
  return groups;
}

/** Asks for a group of papers; `too large` for several whose answer would be larger than the service sends. */
async function fetchGroup(
  tools: UpstreamTools,
  access: ScholarAccess,
  ids: readonly string[],
  side: CitationSide,
): Promise<Result<readonly ToldPaper[], UpstreamIssue> | "too large"> {
  const { name, count } = scholarLists[side];
  const fields = [count, ...scholarFields.map((field) => `${name}.${field}`)].join(",");
  const question = { ...scholarRequest(access, `paper/batch?fields=${fields}`), json: { ids } };
  const answer = await request(tools, scholarUpstream, question, (body) => readLists(body, ids, side), access.policy);
  if (!answer.ok) return answer;
  if (answer.value === "too large")
    return ids.length > 1
      ? "too large"
      : { ok: true, value: ids.map((id) => ({ id, list: null, full: false, tooLarge: true })) };
  const given = answer.value.reduce((sum, list) => sum + (list?.works?.length ?? 0), 0);
  const full = given >= mostScholarEntries;
  return { ok: true, value: answer.value.map((list, at) => ({ id: ids[at] ?? "", list, full, tooLarge: false })) };
}

function readLists(
  body: string,
  ids: readonly string[],
  side: CitationSide,
): Result<readonly (ScholarList | null)[] | "too large", string> {
  try {
    const lists = parseScholarLists(body, side);
    if (lists !== null)
      return lists.length === ids.length
        ? { ok: true, value: lists }
        : { ok: false, error: `${ids.length} papers were asked for, ${lists.length} answered` };
    const error = textOf(objectOf(parseJson(body))["error"]) ?? "the answer is no list of papers";
    if (/exceed maximum size/iu.test(error)) return { ok: true, value: "too large" };
    // One batch where no id is known is an error, which names nothing.
    return /no valid paper ids/iu.test(error) ? { ok: true, value: ids.map(() => null) } : { ok: false, error };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { ok: false, error: "the answer is cut or not JSON" };
  }
}
