import type { AbstractPartView, PaperView, ShownSentence, SummarySentence } from "arxivlens/api";
import { Fragment, type ReactElement } from "react";

import { RichLine } from "../text/rich-line.tsx";
import { abstractWords, sectionWords, summaryWords } from "../words/paper.ts";

/**
 * Quick summary and abstract. Resting on a summary sentence, or following its link, puts the sentence it was cut from
 * under the marker, by style sheet alone.
 */
export function Abstract({ paper }: { readonly paper: PaperView }): ReactElement {
  const { summary, abstractParts } = paper;
  const cut = summary === null ? [] : [summary, ...summary.further];
  return (
    <>
      {summary === null ? null : (
        <section className="quick" aria-labelledby="quick">
          <h2 id="quick">{sectionWords.summary}</h2>
          <CutSentence sentence={summary} rank={1} large />
          {summary.further.length === 0 ? null : (
            <details className="quick-more">
              <summary>{summaryWords.moreThan(summary.further.length)}</summary>
              {summary.further.map((sentence, index) => (
                <CutSentence key={sentence.sentence} sentence={sentence} rank={index + 2} />
              ))}
            </details>
          )}
          <details className="quick-how">
            <summary>{summaryWords.how}</summary>
            <p>{summaryWords.howText}</p>
          </details>
        </section>
      )}
      <section className="abstract" aria-labelledby="abstract">
        <h2 id="abstract">{sectionWords.abstract}</h2>
        {abstractParts.length === 0 ? <p className="quiet">{abstractWords.none}</p> : null}
        {abstractParts.map((part, index) => (
          <Part key={index} part={part} isFirst={index === 0} cut={cut} />
        ))}
      </section>
    </>
  );
}

function CutSentence({
  sentence,
  rank,
  large = false,
}: {
  readonly sentence: ShownSentence;
  readonly rank: number;
  readonly large?: boolean;
}): ReactElement {
  return (
    <div className="cut" data-cut={rank}>
      <p className={large ? "quick-text" : "quick-text further"}>
        <RichLine text={sentence.rich} />
      </p>
      <p className="provenance">
        <a href={`#sentence-${sentence.sentence}`}>{summaryWords.sentence(sentence.sentence, sentence.sentences)}</a>{" "}
        {large ? summaryWords.made : null}
      </p>
    </div>
  );
}

function Part({
  part,
  isFirst,
  cut,
}: {
  readonly part: AbstractPartView;
  readonly isFirst: boolean;
  readonly cut: readonly SummarySentence[];
}): ReactElement {
  const { language, paragraphs } = part;
  const name = language === null ? undefined : abstractWords.languages[language];
  const heading = name === undefined ? abstractWords.otherLanguage : abstractWords.language(name);
  return (
    <>
      {isFirst ? null : <h3 className="abstract-language">{heading}</h3>}
      {paragraphs.map((sentences, index) => (
        <p key={index} lang={language ?? undefined}>
          {sentences.map(({ number, text }) => {
            const rank = cut.findIndex((each) => each.sentence === number);
            return (
              <Fragment key={number}>
                <span id={`sentence-${number}`} className="sentence" data-source={rank < 0 ? undefined : rank + 1}>
                  <RichLine text={text} />
                </span>{" "}
              </Fragment>
            );
          })}
        </p>
      ))}
    </>
  );
}
