import type { TermView } from "arxivlens/api";
import { Fragment, type ReactElement } from "react";

import { ContrastList } from "../chart/contrast-list.tsx";
import { YearBars } from "../chart/year-bars.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { ListTools } from "../shelf/list-tools.tsx";
import { searchHref, termHref } from "../text/addresses.ts";
import { countOf, formatCount, formatDate, formatPercent } from "../text/figures.ts";
import { categoryWords, termWords } from "../words/lists.ts";

export function TermPage({ view }: { readonly view: TermView }): ReactElement {
  const query = view.term.includes(" ") ? `"${view.term.replaceAll('"', " ")}"` : view.term;
  return (
    <>
      <header className="list-heading">
        <p className="kicker">{termWords.kicker}</p>
        <h1>{view.papers === 0 ? termWords.none(view.term) : view.term}</h1>
        {view.papers === 0 ? (
          <Meant view={view} />
        ) : (
          <p className="list-facts">
            <span className="figures">
              {termWords.summary(
                countOf(view.papers, "paper", "papers"),
                formatPercent(view.papers / Math.max(1, view.allPapers)),
              )}
            </span>
            <a href={searchHref(query)}>{termWords.search}</a>
          </p>
        )}
        {view.note === null ? null : <p className="note">{view.note}</p>}
        {view.otherForms.length === 0 ? null : (
          <p className="other-forms">
            {termWords.stands}{" "}
            {view.otherForms.map(({ form, papers }, index) => (
              <Fragment key={form}>
                {index > 0 ? ", " : null}
                <a href={termHref(form)}>{form}</a> <span className="quiet">({termWords.writtenAs(papers)})</span>
              </Fragment>
            ))}
          </p>
        )}
        {view.papers === 0 ? null : <ListTools kind="term" value={view.term} title={view.term} />}
      </header>
      {view.papers === 0 ? null : (
        <>
          <Trend view={view} query={query} />
          <div className="list-columns">
            <section className="list-main" aria-labelledby="defining">
              <h2 id="defining">{termWords.defining}</h2>
              <p className="rule">{termWords.definingRule(view.examined)}</p>
              <HitList
                hits={view.defining.map(({ hit }) => hit)}
                heading="h3"
                aside={view.defining.map(({ termFrequency }) => termWords.tf(termFrequency))}
              />
            </section>
            {view.related.length === 0 ? null : <Related view={view} />}
          </div>
        </>
      )}
    </>
  );
}

function Meant({ view }: { readonly view: TermView }): ReactElement | null {
  if (view.meant.length === 0) return null;
  return (
    <p className="note">
      {termWords.meant}{" "}
      {view.meant.map((other, index) => (
        <Fragment key={other}>
          {index > 0 ? ", " : null}
          <a href={termHref(other)}>{other}</a>
        </Fragment>
      ))}
      ?
    </p>
  );
}

function Trend({ view, query }: { readonly view: TermView; readonly query: string }): ReactElement {
  const bursts = view.years.filter(({ burst }) => burst);
  return (
    <section className="trend" aria-labelledby="trend">
      <h2 id="trend">{termWords.trend}</h2>
      <YearBars
        size="large"
        label={termWords.trend}
        unit={termWords.share}
        bars={view.years.map(({ year, papers, total, burst, sparse }) => ({
          year,
          value: total === 0 ? 0 : papers / total,
          text: `${formatPercent(papers / Math.max(1, total))}, ${formatCount(papers)} ${termWords.of} ${formatCount(total)}`,
          ...(papers === 0 ? {} : { href: searchHref(`${query} date:${year}`) }),
          ...(burst ? { tone: "burst" as const, remark: termWords.burst } : {}),
          ...(sparse ? { tone: "sparse" as const, remark: termWords.sparse } : {}),
        }))}
      >
        {bursts.length === 0 ? null : (
          <p className="bursts">
            {termWords.bursts}: <span className="figures">{bursts.map(({ year }) => year).join(", ")}</span>
          </p>
        )}
        <p className="rule">
          {view.until === null ? null : `${termWords.trendHint(formatDate(view.until))} `}
          {termWords.burstRule}
        </p>
      </YearBars>
    </section>
  );
}

function Related({ view }: { readonly view: TermView }): ReactElement {
  const [first] = view.related;
  return (
    <section className="list-side" aria-labelledby="related">
      <h2 id="related">{termWords.related}</h2>
      <ContrastList terms={view.related} here={termWords.withIt} elsewhere={categoryWords.inAll} />
      <p className="rule">{termWords.relatedRule(first?.read ?? 0, first?.readElsewhere ?? 0)}</p>
    </section>
  );
}
