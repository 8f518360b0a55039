import type { Page, PaperView, StoreStatistics } from "arxivlens/api";
import type { ReactElement } from "react";

import { YearBars } from "../chart/year-bars.tsx";
import { SearchBox } from "../frame/search-box.tsx";
import { FreshPapers } from "../home/fresh-papers.tsx";
import { YourPapers } from "../home/your-papers.tsx";
import { TrendList } from "../home/trend-list.tsx";
import { MapThumbnail } from "../map/map-thumbnail.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { categoryHref, searchHref } from "../text/addresses.ts";
import { countOf, formatCount } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";
import { homeWords } from "../words/home.ts";
import { workWords } from "../words/work.ts";

type HomeView = Extract<Page, { kind: "home" }>;

/** The first page: a search, a paper with its map, what this instance holds, what is new in it and what rises. */
export function HomePage({ page }: { readonly page: HomeView }): ReactElement {
  const { statistics, featured, recent, trends, fresh, years } = page;
  return (
    <>
      <div className="hero">
        <section className="opening">
          <h1>{homeWords.headline}</h1>
          <SearchBox query="" size="large" />
          <p className="search-hints">
            {homeWords.accepts} <code>2204.08396</code>, <code>hep-th/9901001v2</code>, {homeWords.acceptsRest}{" "}
            <code>ti:</code> <code>au:</code> <code>abs:</code> <code>cat:</code>
          </p>
        </section>
        {featured === null || featured.map.nodes.length < 2 ? null : (
          <figure className="hero-map">
            <MapThumbnail map={featured.map} />
          </figure>
        )}
      </div>
      {featured === null ? null : <Featured paper={featured} />}
      <section className="skyline" aria-labelledby="skyline">
        <h2 id="skyline">{homeWords.skyline}</h2>
        <Holdings statistics={statistics} />
        {years.length < 2 ? null : (
          <YearBars
            size="large"
            label={homeWords.skylineHint}
            unit={homeWords.papers}
            bars={years.map(({ year, papers }) => ({
              year,
              value: papers,
              text: countOf(papers, "paper", "papers"),
              ...(papers === 0 ? {} : { href: searchHref(`date:${year}`) }),
            }))}
          />
        )}
      </section>
      {page.yours.length === 0 ? null : <YourPapers yours={page.yours} />}
      {fresh.length > 0 ? (
        <FreshPapers fresh={fresh} by={page.freshBy} signIn={page.signIn} />
      ) : (
        <section className="recent" aria-labelledby="recent">
          <h2 id="recent">{homeWords.recent}</h2>
          {recent.length === 0 ? <p className="quiet">{homeWords.noPapers}</p> : <HitList hits={recent} heading="h3" />}
        </section>
      )}
      <div className="home-foot">
        {trends === null || trends.terms.length === 0 ? null : <TrendList trends={trends} />}
        {statistics.categories.length === 0 ? null : <Categories categories={statistics.categories} />}
        <Ways />
      </div>
    </>
  );
}

function Holdings({ statistics }: { readonly statistics: StoreStatistics }): ReactElement {
  const figures = [
    { label: homeWords.papers, value: statistics.papers },
    { label: homeWords.withAbstract, value: statistics.withAbstract },
    { label: homeWords.citations, value: statistics.citations },
    { label: homeWords.categories, value: statistics.categories.length },
  ];
  return (
    <dl className="holdings" aria-label={homeWords.holdings}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Featured({ paper }: { readonly paper: PaperView }): ReactElement {
  const authors = shortAuthors(paper.authors, 8);
  return (
    <section className="featured" aria-labelledby="featured">
      <p className="kicker">
        <span>{homeWords.featured}</span>
        {paper.arxivId === null ? null : <span className="figures">{paper.arxivId}</span>}
      </p>
      <div className="featured-text">
        <h2 id="featured">
          <a href={paper.href}>
            <RichLine text={paper.title} />
          </a>
        </h2>
        <p className="authors">
          {authors.text}
          {authors.more > 0 ? workWords.moreAuthors(authors.more) : null}
        </p>
      </div>
      <div className="featured-text">
        {paper.summary === null ? null : <p className="featured-summary">{paper.summary.text}</p>}
        <p className="featured-paths">
          <a href={paper.href}>{homeWords.read}</a>
          <a href={`${paper.href}#map`}>
            {homeWords.map}{" "}
            <span className="figures">
              ({formatCount(paper.map.shown)} {homeWords.works})
            </span>
          </a>
          {paper.hasLab ? <a href={`${paper.href}/lab`}>{homeWords.lab}</a> : null}
        </p>
      </div>
    </section>
  );
}

const shownCategories = 10;

function Categories({ categories }: { readonly categories: StoreStatistics["categories"] }): ReactElement {
  const most = Math.max(...categories.map((category) => category.papers), 1);
  return (
    <section className="categories" aria-labelledby="categories">
      <h2 id="categories">{homeWords.categoriesHeading}</h2>
      <ul>
        {categories.slice(0, shownCategories).map(({ code, name, papers }) => (
          <li key={code}>
            <a href={categoryHref(code)}>
              <span className="category-code">{code}</span> <span className="category-name">{name}</span>{" "}
              <span className="figures">{formatCount(papers)}</span>
            </a>
            <svg className="category-bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(100 * papers) / most} height="2" />
            </svg>
          </li>
        ))}
      </ul>
      <p className="more">
        <a href="/categories">{homeWords.allCategories}</a>
      </p>
    </section>
  );
}

function Ways(): ReactElement {
  const ways = [
    { href: "/map", name: homeWords.joint, hint: homeWords.jointHint },
    { href: "/coverage", name: homeWords.coverage, hint: homeWords.coverageHint },
  ];
  return (
    <section className="ways-in" aria-labelledby="ways-in">
      <h2 id="ways-in">{homeWords.ways}</h2>
      <ul>
        {ways.map(({ href, name, hint }) => (
          <li key={href}>
            <a href={href}>{name}</a>
            <p>{hint}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
