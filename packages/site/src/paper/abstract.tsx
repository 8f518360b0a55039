import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { RichLine } from "../text/rich-line.tsx";

/** Quick summary and abstract; following the summary's link puts its sentence under the marker, by `:target` alone. */
export function Abstract({ paper }: { readonly paper: PaperView }): ReactElement {
  const { summary, abstract, abstractSentences } = paper;
  const hasSentence = summary !== null && summary.sentence >= 1 && summary.sentence <= abstractSentences.length;
  return (
    <>
      {summary === null ? null : (
        <section className="quick" aria-labelledby="quick">
          <h2 id="quick">Quick summary</h2>
          <p className="quick-text">{summary.text}</p>
          <p className="provenance">
            {hasSentence ? (
              <a href={`#sentence-${summary.sentence}`}>
                Sentence {summary.sentence} of {summary.sentences}
              </a>
            ) : null}
            {hasSentence ? "; " : null}
            {summary.source}
          </p>
        </section>
      )}
      <section className="abstract" aria-labelledby="abstract">
        <h2 id="abstract">Abstract</h2>
        {abstract === null ? (
          <p className="quiet">This instance holds no abstract of this work.</p>
        ) : (
          <p>
            {abstractSentences.length === 0 ? (
              <RichLine text={abstract} />
            ) : (
              abstractSentences.map((sentence, index) => (
                <span key={index}>
                  <span id={`sentence-${index + 1}`} className="sentence">
                    <RichLine text={sentence} />
                  </span>{" "}
                </span>
              ))
            )}
          </p>
        )}
      </section>
    </>
  );
}
