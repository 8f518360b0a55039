import type { PaperView, SearchHit, StoreStatistics } from "arxivlens/api";
import type { ReactElement } from "react";

import { SearchBox } from "../frame/search-box.tsx";
import { MapThumbnail } from "../map/map-thumbnail.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { formatCount } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";

interface HomePageProps {
  readonly statistics: StoreStatistics;
  readonly featured: PaperView | null;
  readonly recent: readonly SearchHit[];
}

export function HomePage({ statistics, featured, recent }: HomePageProps): ReactElement {
  return (
    <>
      <section className="opening">
        <h1>Read a paper, map it, run it.</h1>
        <SearchBox query="" size="large" />
        <p className="search-hints">
          Accepts <code>2204.08396</code>, <code>hep-th/9901001v2</code>, an arXiv address, words of a title, or a name.
          Fields: <code>ti:</code> <code>au:</code> <code>abs:</code> <code>cat:</code>
        </p>
        <Holdings statistics={statistics} />
      </section>
      {featured === null ? null : <Featured paper={featured} />}
      <section className="recent" aria-labelledby="recent">
        <h2 id="recent">Newest here</h2>
        {recent.length === 0 ? (
          <p className="quiet">No papers yet. They appear here as soon as the first load has finished.</p>
        ) : (
          <HitList hits={recent} words={[]} heading="h3" />
        )}
      </section>
      {statistics.categories.length === 0 ? null : <Categories categories={statistics.categories} />}
    </>
  );
}

function Holdings({ statistics }: { readonly statistics: StoreStatistics }): ReactElement {
  const figures = [
    { label: "papers", value: statistics.papers },
    { label: "with abstract", value: statistics.withAbstract },
    { label: "citations", value: statistics.citations },
    { label: "categories", value: statistics.categories.length },
  ];
  return (
    <dl className="holdings" aria-label="What this instance holds">
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
      <div className="featured-text">
        <p className="kicker">
          Featured paper {paper.arxivId === null ? null : <span className="figures">{paper.arxivId}</span>}
        </p>
        <h2 id="featured">
          <a href={paper.href}>
            <RichLine text={paper.title} />
          </a>
        </h2>
        <p className="authors">
          {authors.text}
          {authors.more > 0 ? ` and ${authors.more} more` : null}
        </p>
        {paper.summary === null ? null : <p className="featured-summary">{paper.summary.text}</p>}
        <p className="featured-paths">
          <a href={paper.href}>Read it</a>
          <a href={`${paper.href}#map`}>
            See its map <span className="figures">({formatCount(paper.map.shown)} works)</span>
          </a>
          {paper.hasLab ? <a href={`${paper.href}/lab`}>Run it in the Lab</a> : null}
        </p>
      </div>
      {paper.map.nodes.length > 1 ? <MapThumbnail map={paper.map} /> : null}
    </section>
  );
}

function Categories({ categories }: { readonly categories: StoreStatistics["categories"] }): ReactElement {
  const most = Math.max(...categories.map((category) => category.papers), 1);
  return (
    <section className="categories" aria-labelledby="categories">
      <h2 id="categories">Categories</h2>
      <ul>
        {categories.map(({ code, name, papers }) => (
          <li key={code}>
            <a href={`/search?q=${encodeURIComponent(`cat:${code}`)}`}>
              <span className="category-code">{code}</span> <span className="category-name">{name}</span>{" "}
              <span className="figures">{formatCount(papers)}</span>
            </a>
            <svg className="category-bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(100 * papers) / most} height="2" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
}
