import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { citeWords, sectionWords } from "../words/paper.ts";

const formats = ["bibtex", "ris", "csl-json", "markdown"] as const;

/** The paper for other programs: entry and lines to copy, files to take along. */
export function Cite({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <section id="cite" className="cite" aria-labelledby="cite-heading">
      <h2 id="cite-heading">{sectionWords.cite}</h2>
      <Copied id="bibtex" name={citeWords.bibtex} text={paper.bibtex.trimEnd()} />
      <Copied id="reference-line" name={citeWords.line} text={paper.citation.plain} />
      <Copied id="markdown-line" name={citeWords.markdown} text={paper.citation.markdown} />
      <p className="cite-files">
        {citeWords.files}{" "}
        {formats.map((format) => (
          <a key={format} href={`/api/export?format=${format}&ids=${encodeURIComponent(paper.key)}`} download="">
            {citeWords.formats[format]}
          </a>
        ))}
      </p>
    </section>
  );
}

function Copied({
  id,
  name,
  text,
}: {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}): ReactElement {
  return (
    <div className="copied">
      <h3 id={`${id}-name`}>{name}</h3>
      <p className="copy">
        <button type="button" data-copy={`${id}-text`} aria-describedby={`${id}-name`} hidden>
          {citeWords.copy}
        </button>
        <output data-copied-for={`${id}-text`} />
      </p>
      <pre id={`${id}-text`}>{text}</pre>
    </div>
  );
}
