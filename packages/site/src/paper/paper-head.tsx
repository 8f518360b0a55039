import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { scriptJson } from "../frame/island.tsx";
import { isGroupName } from "../text/people.ts";

/** Reference managers read each; a paper of thousands would be all head. */
const namedAuthors = 200;
const descriptionLength = 300;

/** What programs read of a paper's page: Highwire tags for reference managers and Scholar, Open Graph, JSON-LD. */
export function PaperHead({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <>
      <link rel="canonical" href={paper.href} />
      {paper.plainAbstract === null ? null : <meta name="description" content={shortened(paper.plainAbstract)} />}
      {citationTags(paper).map(([name, content], index) => (
        <meta key={index} name={name} content={content} />
      ))}
      {openGraphTags(paper).map(([property, content]) => (
        <meta key={property} property={property} content={content} />
      ))}
      {/* Data, not a script: no browser runs it, and the policy lets it be. */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptJson(scholarlyArticle(paper)) }} />
    </>
  );
}

type Tag = readonly [name: string, content: string];

function citationTags(paper: PaperView): readonly Tag[] {
  const { arxivId, doi, links, submittedAt, updatedAt, year, journalRef } = paper;
  const date = submittedAt?.replaceAll("-", "/") ?? year?.toString();
  return [
    ["citation_title", paper.plainTitle],
    ...paper.authors.slice(0, namedAuthors).map((author): Tag => ["citation_author", author]),
    ...optional("citation_date", date),
    ...optional("citation_publication_date", date),
    ...optional("citation_online_date", updatedAt?.replaceAll("-", "/")),
    ...optional("citation_arxiv_id", arxivId),
    ...optional("citation_doi", doi[0]),
    ...optional("citation_journal_title", journalRef),
    ...optional("citation_technical_report_number", paper.reportNo),
    ...optional("citation_pdf_url", links?.pdf),
    ...optional("citation_abstract_html_url", links?.abs),
    ...optional("citation_abstract", paper.plainAbstract),
    ...paper.categories.map(({ name }): Tag => ["citation_keywords", name]),
  ];
}

function openGraphTags(paper: PaperView): readonly Tag[] {
  return [
    ["og:type", "article"],
    ["og:site_name", "ArxivLens"],
    ["og:title", paper.plainTitle],
    ...optional("og:description", paper.summary?.text ?? null),
    ...optional("article:published_time", paper.submittedAt),
    ...optional("article:modified_time", paper.updatedAt),
    ...optional("article:section", paper.categories[0]?.name),
  ];
}

function optional(name: string, content: string | null | undefined): readonly Tag[] {
  return content === null || content === undefined ? [] : [[name, content]];
}

/** The paper in the vocabulary of schema.org. */
function scholarlyArticle(paper: PaperView): object {
  const { arxivId, doi, links, license, journalRef, submittedAt, updatedAt, year } = paper;
  const published = submittedAt ?? year?.toString();
  return {
    "@context": "https://schema.org",
    "@type": "ScholarlyArticle",
    headline: paper.plainTitle,
    name: paper.plainTitle,
    author: paper.authors
      .slice(0, namedAuthors)
      .map((name) => ({ "@type": isGroupName(name) ? "Organization" : "Person", name })),
    ...(published === undefined ? {} : { datePublished: published }),
    ...(updatedAt === null ? {} : { dateModified: updatedAt }),
    ...(paper.plainAbstract === null ? {} : { abstract: paper.plainAbstract }),
    ...(paper.categories.length === 0 ? {} : { about: paper.categories.map(({ name }) => name) }),
    ...(paper.keyTerms.length === 0 ? {} : { keywords: paper.keyTerms.slice(0, 10).map(({ term }) => term) }),
    ...(license === null ? {} : { license: license.url }),
    ...(journalRef === null ? {} : { isPartOf: { "@type": "Periodical", name: journalRef } }),
    identifier: [
      ...(arxivId === null ? [] : [{ "@type": "PropertyValue", propertyID: "arXiv", value: arxivId }]),
      ...doi.map((value) => ({ "@type": "PropertyValue", propertyID: "DOI", value })),
    ],
    sameAs: [...(links === null ? [] : [links.abs]), ...doi.map((each) => `https://doi.org/${encodeURI(each)}`)],
    ...(paper.withdrawn ? { creativeWorkStatus: "Withdrawn" } : {}),
  };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length <= descriptionLength ? line : `${line.slice(0, descriptionLength - 1).replace(/\s+\S*$/u, "")}…`;
}
