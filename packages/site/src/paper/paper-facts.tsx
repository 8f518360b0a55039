import type { PaperView } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { categoryHref } from "../text/addresses.ts";
import { formatDate } from "../text/figures.ts";
import { factWords, sectionWords, versionWords } from "../words/paper.ts";
import { LinkedText } from "./linked-text.tsx";

/** The record's facts in the margin; absent ones are left out. */
export function PaperFacts({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <section id="record" className="record" aria-label={sectionWords.record}>
      {paper.links === null ? null : (
        <p className="ways">
          <a href={paper.links.pdf}>{factWords.pdf}</a>
          <a href={paper.links.html}>{factWords.html}</a>
          <a href={paper.links.abs}>{factWords.abs}</a>
        </p>
      )}
      <dl className="facts">
        <Fact name={factWords.identifier}>{paper.arxivId}</Fact>
        <Fact name={factWords.published}>
          {paper.submittedAt === null ? (paper.year?.toString() ?? null) : <Day iso={paper.submittedAt} />}
        </Fact>
        <Fact name={factWords.updated}>{paper.updatedAt === null ? null : <Day iso={paper.updatedAt} />}</Fact>
        <Fact name={factWords.versions(paper.versions.length)}>
          {paper.versions.length === 0 ? null : <Versions paper={paper} />}
        </Fact>
        <Fact name={factWords.category(paper.categories.length)}>
          {paper.categories.length === 0 ? null : <Categories paper={paper} />}
        </Fact>
        <Fact name={factWords.comments}>{paper.comments === null ? null : <LinkedText text={paper.comments} />}</Fact>
        <Fact name={factWords.journal}>{paper.journalRef}</Fact>
        <Fact name={factWords.doi}>
          {paper.doi.length === 0 ? null : paper.doi.map((doi) => <Doi key={doi} doi={doi} />)}
        </Fact>
        <Fact name={factWords.licence}>
          {paper.license === null ? null : <a href={paper.license.url}>{paper.license.name}</a>}
        </Fact>
        <Fact name={factWords.report}>{paper.reportNo}</Fact>
        <Fact name={factWords.msc}>{paper.mscClass}</Fact>
        <Fact name={factWords.acm}>{paper.acmClass}</Fact>
        <Fact name={factWords.submitter}>{paper.submitter}</Fact>
        <Fact name={factWords.sameWork}>{paper.records.length === 0 ? null : <OtherRecords paper={paper} />}</Fact>
        <Fact name={factWords.source}>{paper.sources.length === 0 ? null : paper.sources.join(", ")}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement | null {
  if (children === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Day({ iso }: { readonly iso: string }): ReactElement {
  return <time dateTime={iso.slice(0, 10)}>{formatDate(iso)}</time>;
}

function Doi({ doi }: { readonly doi: string }): ReactElement {
  return (
    <a className="doi" href={`https://doi.org/${encodeURI(doi)}`}>
      {doi}
    </a>
  );
}

function Categories({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <ul>
      {paper.categories.map(({ code, name }) => (
        <li key={code}>
          <a href={categoryHref(code)}>
            <span className="category-code">{code}</span> {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A paper of a dozen versions shows the last; all of them are a page of their own. */
const shownVersions = 3;

function Versions({ paper }: { readonly paper: PaperView }): ReactElement {
  const { versions, href, arxivId } = paper;
  return (
    <>
      <ol className="versions">
        {versions.slice(-shownVersions).map(({ version, submittedAt, sourceType, size }) => (
          <li key={version} value={version}>
            <span className="figures">v{version}</span> <Day iso={submittedAt} />
            {sourceType?.includes("I") === true || size === "0kb" ? ` (${versionWords.withdrawal})` : null}
          </li>
        ))}
      </ol>
      {arxivId === null || versions.length < 2 ? null : (
        <a href={`${href}/versions`}>
          {versions.length > shownVersions ? `${factWords.allVersions(versions.length)}; ` : null}
          {factWords.compare.toLowerCase()}
        </a>
      )}
    </>
  );
}

/** A preprint and its publication, or a reference line and the paper it means: which, and why they are thought one. */
function OtherRecords({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <ul className="same-work">
      {paper.records.map(({ key, evidence, score, mergedOn }) => (
        <li key={key}>
          {key.startsWith("work:") ? (
            <span className="record-key">{key.slice("work:".length)}</span>
          ) : (
            <a href={`https://arxiv.org/abs/${key}`}>arXiv:{key}</a>
          )}
          <span className="same-work-evidence">{factWords.sameWorkLine(evidence, score, mergedOn)}</span>
        </li>
      ))}
    </ul>
  );
}
