import type { RelatedPage as RelatedView, WorkSummary } from "arxivlens/api";
import type { ReactElement } from "react";

import { WorksTable, type TableWork } from "../table/works-table.tsx";
import { RichLine, richHtml } from "../text/rich-line.tsx";
import { relatedWords } from "../words/map.ts";

const orders = ["new", "old", "cited"] as const;

/** All works that cite a paper, or all that it cites, a hundred at a time. */
export function RelatedPage({
  work,
  related,
}: {
  readonly work: WorkSummary;
  readonly related: RelatedView;
}): ReactElement {
  const { role, order, total, page, pages, works, lists } = related;
  const address = (sort: string, number: number): string => {
    const fields = [...(sort === "new" ? [] : [`sort=${sort}`]), ...(number > 1 ? [`page=${number}`] : [])];
    const side = role === "citing" ? "citations" : "references";
    return `${work.href}/${side}${fields.length === 0 ? "" : `?${fields.join("&")}`}`;
  };
  return (
    <section className="related" aria-labelledby="related-heading">
      <p className="kicker">
        <a href={work.href}>{relatedWords.back}</a>
      </p>
      <h1>
        <RichLine text={work.title} />
      </h1>
      <h2 id="related-heading">{relatedWords[role](total)}</h2>
      <nav className="orders" aria-label={relatedWords.sort}>
        {orders.map((each) => (
          <a key={each} href={address(each, 1)} aria-current={each === order ? "true" : undefined}>
            {relatedWords.orders[each]}
          </a>
        ))}
      </nav>
      <p className="table-order">{relatedWords.orderHelp[order]}</p>
      {lists.map((list) => (
        <p key={list.source} className="table-order">
          {relatedWords.told(list)}
        </p>
      ))}
      {works.length === 0 ? (
        <p className="quiet">{relatedWords.beyond}</p>
      ) : (
        <WorksTable works={works.map(tableWork)} labelledBy="related-heading" controls={null} />
      )}
      {pages <= 1 ? null : (
        <nav className="paging" aria-label={relatedWords.pages}>
          {page > 1 ? (
            <a rel="prev" href={address(order, Math.min(page - 1, pages))}>
              {relatedWords.earlier}
            </a>
          ) : (
            <span />
          )}
          <span className="figures">
            {page} / {pages}
          </span>
          {page < pages ? (
            <a rel="next" href={address(order, page + 1)}>
              {relatedWords.later}
            </a>
          ) : (
            <span />
          )}
        </nav>
      )}
    </section>
  );
}

function tableWork(work: RelatedView["works"][number]): TableWork {
  const { plainTitle, title, ...rest } = work;
  return {
    ...rest,
    title: plainTitle,
    titleHtml: richHtml(title),
    authors: work.authors.slice(0, 10),
    authorCount: work.authors.length,
  };
}
