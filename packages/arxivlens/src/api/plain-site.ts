import { plainAccountBody, plainAccountTitle } from "./plain-account.ts";
import { plainDiscussion, plainDiscussionPage } from "./plain-discussion.ts";
import type { Page, PaperView, SearchHit, SiteRenderer, WorkSummary } from "./contract.ts";

/** Pages without design, for a server that has no built site: complete, readable, no scripts. */
export const plainSite: SiteRenderer = { render: (page: Page): string => document(titleOf(page), bodyOf(page), page) };

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

function document(title: string, body: string, page: Page): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title></head><body><p><a href="/">ArxivLens</a></p>
<form action="/search"><label>Search <input name="q"></label> <button>Find</button></form>
<main><h1>${escape(title)}</h1>${body}</main><footer><p>${escape(page.freshness.message)}</p></footer></body></html>`;
}

function titleOf(page: Page): string {
  switch (page.kind) {
    case "home":
      return "ArxivLens";
    case "search":
      return `Search: ${page.search.query}`;
    case "paper":
      return page.paper.plainTitle;
    case "versions":
      return `Versions: ${page.versions.plainTitle}`;
    case "unknown-paper":
      return `${page.unknown.id} is not here`;
    case "related":
      return `${page.related.role === "citing" ? "Works that cite" : "References of"} ${page.work.plainTitle}`;
    case "map":
      return "Map of several papers";
    case "lab":
      return `Lab: ${page.paper.plainTitle}`;
    case "categories":
      return "Categories";
    case "category":
      return `${page.view.category.code} ${page.view.category.name}`;
    case "author":
      return page.view.name;
    case "term":
      return page.view.term;
    case "coverage":
      return "Coverage";
    case "not-found":
      return "Not found";
    case "bad-id":
      return "Not an arXiv identifier";
    case "comments":
      return "Comments";
    case "person":
      return page.person.displayName;
    case "comment-history":
      return `History of comment ${page.listed.comment.id}`;
    case "moderation":
      return "Reported comments";
    case "moderation-log":
      return "Moderation log";
    case "notifications":
      return "Notifications";
    case "library":
    case "library-item":
    case "library-import":
      return "Library";
    case "following":
      return "Following";
    case "shared-folder":
      return page.shared.name;
    case "refused":
      return page.title;
    case "error":
      return "Something went wrong";
    case "login":
    case "credentials":
    case "link-gone":
    case "account":
    case "people":
    case "audit":
    case "privacy":
      return plainAccountTitle(page);
    default:
      return page satisfies never;
  }
}

function bodyOf(page: Page): string {
  switch (page.kind) {
    case "home":
      return `<p>${page.statistics.papers} works, ${page.statistics.citations} citations.</p>${page.featured === null ? "" : works([page.featured])}${works(page.recent)}`;
    case "search":
      return `<p>${page.search.total} found. ${escape(page.search.note ?? "")}</p>${works(page.search.hits)}`;
    case "paper":
      return `${paperBody(page.paper)}${plainDiscussion(page.discussion, escape)}`;
    case "versions":
      return `<p><a href="${escape(page.versions.href)}">${escape(page.versions.plainTitle)}</a></p>${list(page.versions.versions.map((each) => `v${each.version} ${each.submittedAt}`))}`;
    case "unknown-paper":
      return `<p>${escape(page.unknown.id)} is not among the papers of this instance. At arXiv: ${escape(page.unknown.arxivHref)}</p>${works(page.unknown.suggestions)}`;
    case "related":
      return `<p>${page.related.total}</p>${works(page.related.works)}`;
    case "map":
      return `${list(page.map.lines.map(({ text, reason }) => `${text} ${reason ?? ""}`))}${works(page.map.seeds)}`;
    case "lab":
      return `<ul>${page.lab.runs.map((run) => `<li>${escape(run.name)}: ${run.status}</li>`).join("")}</ul>`;
    case "categories":
      return list(page.statistics.categories.map(({ code, name, papers }) => `${code} ${name} ${papers}`));
    case "category":
      return `<p>${page.view.papers} papers.</p><h2>Latest</h2>${works(page.view.latest)}<h2>Most cited</h2>${works(page.view.mostCited)}`;
    case "author":
      return `<p>${page.view.people.length} people may be meant.</p>${works(page.view.papers)}`;
    case "term":
      return `<p>${page.view.papers} papers. ${escape(page.view.note ?? "")}</p>${works(page.view.defining.map(({ hit }) => hit))}`;
    case "coverage":
      return `<p>${page.view.present} papers, ${page.view.holes} identifiers missing, ${page.view.emptyMonths} months with nothing here.</p>`;
    case "not-found":
      return `<p>${escape(page.wanted)} is not here. Search above, or look at these:</p>${works(page.suggestions)}`;
    case "bad-id":
      return `<p>${escape(page.input)}: ${escape(page.reason)}</p>${page.suggestion === null ? "" : `<p>Did you mean <a href="/abs/${page.suggestion}">${page.suggestion}</a>?</p>`}<p>Accepted forms:</p>${list(page.acceptedForms)}`;
    case "comments":
    case "person":
    case "comment-history":
    case "moderation":
    case "moderation-log":
    case "notifications":
      return plainDiscussionPage(page, escape);
    case "library":
      return works(page.library.entries.map(({ hit }) => hit));
    case "library-item":
      return `${works([page.item.entry.hit])}<pre>${escape(page.item.entry.note)}</pre>`;
    case "library-import":
      return `<p>${page.report === null ? "Lists are imported on the built site." : `${page.report.added} added.`}</p>`;
    case "following":
      return list(page.following.follows.map(({ title, news }) => `${title}: ${news} new`));
    case "shared-folder":
      return works(page.shared.papers);
    case "refused":
    case "error":
      return `<p>${escape(page.message)}</p>`;
    case "login":
    case "credentials":
    case "link-gone":
    case "account":
    case "people":
    case "audit":
    case "privacy":
      return plainAccountBody(page, page.viewer, escape);
    default:
      return page satisfies never;
  }
}

function paperBody(paper: PaperView): string {
  const terms = paper.keyTerms.map((term) => `${term.term} ${term.score.toFixed(4)}`);
  const similar = (hits: readonly WorkSummary[]): string => works(hits);
  return `<p>${escape(paper.authors.join(", "))}</p>
<p>${escape([paper.submittedAt ?? paper.year ?? "", paper.comments ?? "", ...paper.doi].filter((part) => part !== "").join(" · "))}</p>
${list(paper.categories.map(({ code, name }) => `${code} ${name}`))}
${paper.summary === null ? "" : `<h2>Summary</h2><p>${escape(paper.summary.text)}</p>`}
<h2>Abstract</h2><p>${escape(paper.plainAbstract ?? "not here yet")}</p>
<h2>Key terms</h2>${list(terms)}
<h2>Cited by ${paper.citationCount}</h2>${works(paper.citations)}
<h2>References ${paper.referenceCount}</h2>${works(paper.references)}
<h2>Similar</h2>${paper.similarByCitations ? "" : "<p>By words alone: citations are still being read.</p>"}${similar(paper.similar)}<h2>BibTeX</h2><pre>${escape(paper.bibtex)}</pre>`;
}

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join("")}</ul>`;

function works(items: readonly (Pick<WorkSummary, "href" | "plainTitle" | "authors" | "year"> | SearchHit)[]): string {
  const rows = items.map(
    (work) =>
      `<li><a href="${escape(work.href)}">${escape(work.plainTitle)}</a> ${escape(work.authors.join(", "))} ${work.year ?? ""}</li>`,
  );
  return `<ul>${rows.join("")}</ul>`;
}
