import type { MapPageView, SignIn, SuggestedWork } from "arxivlens/api";
import { Fragment, type ReactElement } from "react";

import { Island } from "../frame/island.tsx";
import { Listed, ListForm } from "../map/mapped-list.tsx";
import { neighbourhoodOf } from "../map/map-work.ts";
import { NeighbourhoodView } from "../map/neighbourhood-view.tsx";
import { ShelfData } from "../shelf/shelf-data.tsx";
import { formatCount } from "../text/figures.ts";
import { shortAuthors, shortLabel } from "../text/people.ts";
import { RichLine, richHtml } from "../text/rich-line.tsx";
import { jointWords } from "../words/map.ts";

interface MapPageProps {
  readonly map: MapPageView;
  readonly signIn: SignIn | null;
}

/** Several papers on one map, with what joins them and what is missing from the list. */
export function MapPage({ map, signIn }: MapPageProps): ReactElement {
  const { typed, lines, seeds, joint } = map;
  const keys = seeds.map(({ key }) => encodeURIComponent(key));
  const missed = lines.filter(({ key }) => key === null);
  const addressOf = (list: readonly string[]): string => `/map?ids=${list.join(",")}`;
  const form = (
    <form className="seed-form" action="/map" method="post">
      <label htmlFor="seed-list">{jointWords.label}</label>
      <textarea
        id="seed-list"
        name="list"
        rows={Math.min(14, Math.max(6, lines.length + 1))}
        defaultValue={typed}
        aria-describedby="seed-hint"
        spellCheck={false}
      />
      <p id="seed-hint" className="quiet">
        {jointWords.hint}
      </p>
      <button type="submit">{jointWords.submit}</button>
    </form>
  );
  return (
    <div className="joint">
      <div className="joint-opening">
        <h1>{jointWords.heading}</h1>
        {map.list === null ? <p className="joint-lead">{jointWords.lead}</p> : <Listed list={map.list} />}
      </div>
      <div className="joint-input">
        <div className="seed-forms">
          {form}
          <ListForm own={map.own} chosen={map.list?.selection.folder ?? null} />
        </div>
        {seeds.length === 0 ? null : (
          <section aria-labelledby="seeds-heading">
            <h2 id="seeds-heading">
              {jointWords.seeds} <span className="figures quiet">{formatCount(seeds.length)}</span>
            </h2>
            <ol className="seed-list">
              {seeds.map((seed, at) => (
                <li key={seed.key}>
                  <a href={seed.href}>
                    <RichLine text={seed.title} />
                  </a>{" "}
                  <span className="quiet">
                    {[shortAuthors(seed.authors, 2).text, seed.year].filter(Boolean).join(", ")}
                  </span>{" "}
                  {seeds.length < 2 ? null : (
                    <a
                      className="seed-way"
                      href={addressOf(keys.filter((_, other) => other !== at))}
                      aria-label={jointWords.removeLabel(seed.plainTitle)}
                    >
                      {jointWords.remove}
                    </a>
                  )}
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
      {missed.length === 0 ? null : (
        <section className="missed" aria-labelledby="missed-heading">
          <h2 id="missed-heading">{jointWords.linesMissed(missed.length, lines.length)}</h2>
          <ul>
            {missed.map(({ text, reason, meant }, at) => (
              <li key={`${at}-${text}`}>
                <code>{text}</code>: {reason}.
                {meant === null ? null : (
                  <>
                    {" "}
                    {jointWords.meant} “{meant.title}”:{" "}
                    <a
                      href={addressOf([...keys, encodeURIComponent(meant.key)])}
                      aria-label={jointWords.addLabel(meant.title)}
                    >
                      {jointWords.add}
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {joint === null ? null : (
        <>
          {seeds.length < 2 ? null : <Paths joint={joint} />}
          <ShelfData works={joint.map.nodes.map(({ key }) => key)} signIn={signIn} />
          <Island
            name="neighbourhood"
            component={NeighbourhoodView}
            props={{
              first: neighbourhoodOf(joint.map, joint.paths, richHtml),
              ids: keys.join(","),
              several: seeds.length > 1,
              fileName: "map",
              citing: null,
              references: null,
            }}
          />
          <div className="joint-lists">
            {seeds.length < 2 ? null : (
              <>
                <Suggestions
                  heading={jointWords.citedTogether}
                  works={joint.citedTogether}
                  count={(links) => jointWords.citedTogetherCount(links, seeds.length)}
                  keys={keys}
                />
                <Suggestions
                  heading={jointWords.citingTogether}
                  works={joint.citingTogether}
                  count={(links) => jointWords.citingTogetherCount(links, seeds.length)}
                  keys={keys}
                />
              </>
            )}
            <Suggestions
              heading={jointWords.prior}
              help={jointWords.priorHelp}
              works={joint.prior}
              count={jointWords.priorCount}
              keys={keys}
            />
            <Suggestions
              heading={jointWords.derivative}
              help={jointWords.derivativeHelp}
              works={joint.derivative}
              count={jointWords.derivativeCount}
              keys={keys}
            />
          </div>
        </>
      )}
    </div>
  );
}

function Paths({ joint }: { readonly joint: NonNullable<MapPageView["joint"]> }): ReactElement {
  const { map, paths } = joint;
  return (
    <section className="paths" aria-labelledby="paths-heading">
      <h2 id="paths-heading">{jointWords.paths}</h2>
      {paths.length === 0 ? <p className="quiet">{jointWords.noPaths}</p> : null}
      <ol>
        {paths.map((path) => (
          <li key={path.join("-")}>
            {path.map((index, at) => {
              const node = map.nodes[index];
              if (node === undefined) return null;
              const label = shortLabel(node.authors[0] ?? "", node.year, node.title);
              return (
                <Fragment key={node.key}>
                  {at === 0 ? null : <span aria-hidden="true"> — </span>}
                  <a href={node.href} title={node.title} className={node.role === "current" ? "path-end" : undefined}>
                    {label}
                  </a>
                </Fragment>
              );
            })}{" "}
            <span className="quiet">{jointWords.steps(path.length - 1)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Suggestions({
  heading,
  help,
  works,
  count,
  keys,
}: {
  readonly heading: string;
  readonly help?: string;
  readonly works: readonly SuggestedWork[];
  readonly count: (links: number) => string;
  readonly keys: readonly string[];
}): ReactElement {
  return (
    <section>
      <h2>{heading}</h2>
      {help === undefined ? null : <p className="quiet">{help}</p>}
      {works.length === 0 ? <p className="quiet">{jointWords.none}</p> : null}
      <ol className="suggested">
        {works.map((work) => (
          <li key={work.key}>
            <p>
              <a href={work.href}>
                <RichLine text={work.title} />
              </a>
            </p>
            <p className="quiet">
              {[shortAuthors(work.authors, 2).text, work.year, count(work.links)].filter(Boolean).join(" · ")}{" "}
              <a
                className="seed-way"
                href={`/map?ids=${[...keys, encodeURIComponent(work.key)].join(",")}`}
                aria-label={jointWords.addLabel(work.plainTitle)}
              >
                {jointWords.add}
              </a>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
