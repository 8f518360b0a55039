import type { CategoryPage as CategoryPageView } from "arxivlens/api";
import type { ReactElement } from "react";

import { ContrastList } from "../chart/contrast-list.tsx";
import { YearBars } from "../chart/year-bars.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { searchAddress } from "../search/search-address.ts";
import { ListTools } from "../shelf/list-tools.tsx";
import { categoryHref, searchHref } from "../text/addresses.ts";
import { countOf, formatCount } from "../text/figures.ts";
import { RichLine } from "../text/rich-line.tsx";
import { categoryWords } from "../words/lists.ts";

export function CategoryPage({ view }: { readonly view: CategoryPageView }): ReactElement {
  const { code, name } = view.category;
  const query = `cat:${code}`;
  const ranked = (rank: "new" | "cited"): string => searchAddress({ query, rank, seed: 0, page: 1 });
  return (
    <>
      <header className="list-heading">
        <p className="kicker">
          <span>{view.parts.length > 0 ? categoryWords.archive : categoryWords.kicker}</span>
          <a href="/categories">{categoryWords.all}</a>
        </p>
        <h1>
          <span className="category-code">{code}</span> {name === code ? null : name}
        </h1>
        {view.alias === null ? null : <p className="note">{categoryWords.alias(view.alias, code)}</p>}
        <p className="list-facts">
          <span className="figures">{categoryWords.papersHere(view.papers)}</span>
          <a href={searchHref(query)}>{categoryWords.search}</a>
        </p>
        <ListTools kind="category" value={code} title={`${code} ${name}`} />
      </header>
      <div className="list-columns">
        <div className="list-main">
          <Papers heading={categoryWords.latest} id="latest" more={categoryWords.allLatest} href={ranked("new")}>
            <HitList hits={view.latest} heading="h3" snippets={false} />
          </Papers>
          <Papers heading={categoryWords.cited} id="cited" more={categoryWords.allCited} href={ranked("cited")}>
            {view.mostCited.length === 0 ? (
              <p className="quiet">{categoryWords.noCited}</p>
            ) : (
              <HitList hits={view.mostCited} heading="h3" snippets={false} />
            )}
          </Papers>
        </div>
        <div className="list-side">
          <section aria-labelledby="years">
            <h2 id="years">{categoryWords.years}</h2>
            <YearBars
              size="large"
              label={categoryWords.yearsHint}
              unit={categoryWords.papers}
              bars={view.years.map(({ year, papers }) => ({
                year,
                value: papers,
                text: countOf(papers, "paper", "papers"),
                ...(papers === 0 ? {} : { href: searchHref(`${query} date:${year}`) }),
              }))}
            />
          </section>
          {view.parts.length === 0 ? null : (
            <Codes heading={categoryWords.parts} id="parts" rule={null} list={view.parts} />
          )}
          {view.terms.length === 0 ? null : <DefiningTerms view={view} />}
          {view.influential.length === 0 ? null : <Influential view={view} />}
          {view.neighbours.length === 0 ? null : (
            <Codes
              heading={categoryWords.neighbours}
              id="neighbours"
              rule={categoryWords.neighboursRule}
              list={view.neighbours}
            />
          )}
        </div>
      </div>
    </>
  );
}

interface PapersProps {
  readonly heading: string;
  readonly id: string;
  readonly more: string;
  readonly href: string;
  readonly children: ReactElement;
}

function Papers({ heading, id, more, href, children }: PapersProps): ReactElement {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
      <p className="more">
        <a href={href}>{more}</a>
      </p>
    </section>
  );
}

function DefiningTerms({ view }: { readonly view: CategoryPageView }): ReactElement {
  const [first] = view.terms;
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">{categoryWords.terms}</h2>
      <ContrastList terms={view.terms} here={categoryWords.inThis} elsewhere={categoryWords.inAll} />
      <p className="rule">{categoryWords.termsRule(first?.read ?? 0, first?.readElsewhere ?? 0)}</p>
    </section>
  );
}

function Influential({ view }: { readonly view: CategoryPageView }): ReactElement {
  return (
    <section aria-labelledby="influential">
      <h2 id="influential">{categoryWords.influential}</h2>
      <ol className="influential">
        {view.influential.map(({ year, hit }) => (
          <li key={year}>
            <span className="figures">{year}</span>{" "}
            <a href={hit.href}>
              <RichLine text={hit.title} />
            </a>
          </li>
        ))}
      </ol>
      <p className="rule">{categoryWords.influentialRule}</p>
    </section>
  );
}

interface CodesProps {
  readonly heading: string;
  readonly id: string;
  readonly rule: string | null;
  readonly list: CategoryPageView["neighbours"];
}

function Codes({ heading, id, rule, list }: CodesProps): ReactElement {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {rule === null ? null : <p className="rule">{rule}</p>}
      <ul className="code-list">
        {list.map(({ code, name, papers }) => (
          <li key={code}>
            <a href={categoryHref(code)}>
              <span className="category-code">{code}</span> <span className="category-name">{name}</span>{" "}
              <span className="figures">{formatCount(papers)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
