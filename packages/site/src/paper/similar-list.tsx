import type { ReadState, SignalWeights } from "arxivlens/api";
import { useRef, useState, type ReactElement } from "react";

import { fetchAllMarks, useShelfMarks, type Marks } from "../client/shelf-marks.ts";
import { useEnhanced } from "../client/use-enhanced.ts";
import { itemHref } from "../shelf/item-href.ts";
import { ShelfSign } from "../shelf/shelf-sign.tsx";
import { similarWords } from "../words/paper.ts";
import { shelfWords } from "../words/shelf.ts";
import { workWords } from "../words/work.ts";
import { paperAddress, signals } from "./paper-address.ts";
import { Fillings, SimilarBar } from "./similar-bar.tsx";
import { askCandidates } from "./similar-candidates.ts";
import { rankedAnew, type SimilarRow } from "./similar-rows.ts";
import { SimilarSlider } from "./similar-slider.tsx";

interface SimilarListProps {
  readonly paperKey: string;
  /** Address of the page without its query. */
  readonly href: string;
  readonly terms: "seed" | "better";
  readonly rows: readonly SimilarRow[];
  readonly weights: { readonly used: SignalWeights; readonly usual: SignalWeights };
  /** Whether papers of the reader's library are left out. */
  readonly withoutKnown: boolean;
  /** True where there is anything that could be left out. */
  readonly hasLibrary: boolean;
  /** Read states of those of the rows that are in the reader's library. */
  readonly marks: Marks;
}

/** As many as the server shows. */
const shownCount = 10;

/** Similar papers under sliders: a form for the server, and where there is JavaScript ranked anew at once. */
export function SimilarList(props: SimilarListProps): ReactElement {
  const { paperKey, href, terms, rows, weights } = props;
  const enhanced = useEnhanced();
  const marks = useShelfMarks() ?? props.marks;
  const [withoutKnown, setWithoutKnown] = useState(props.withoutKnown);
  const [chosen, setChosen] = useState<SignalWeights>(weights.used);
  const [candidates, setCandidates] = useState<readonly SimilarRow[] | null>(null);
  const [trouble, setTrouble] = useState(false);
  const asked = useRef(false);

  const fetchCandidates = (): void => {
    if (asked.current) return;
    asked.current = true;
    Promise.all([askCandidates(paperKey, rows), fetchAllMarks()]).then(
      ([found]) => setCandidates(found),
      () => {
        asked.current = false;
        setTrouble(true);
      },
    );
  };
  const choose = (next: SignalWeights): void => {
    fetchCandidates();
    setChosen(next);
    setTrouble(false);
    rememberInAddress(next, weights.usual, withoutKnown);
  };
  const leaveOut = (known: boolean): void => {
    fetchCandidates();
    setWithoutKnown(known);
    setTrouble(false);
    rememberInAddress(chosen, weights.usual, known);
  };
  const weighsNothing = signals.every((name) => chosen[name] === 0);
  const isChanged = withoutKnown !== props.withoutKnown || signals.some((name) => chosen[name] !== weights.used[name]);
  const wanted = candidates?.filter(({ key }) => !withoutKnown || marks[key] === undefined) ?? null;
  const shown = wanted === null || weighsNothing || !isChanged ? rows : rankedAnew(wanted, chosen, shownCount);
  const variation = {
    href,
    keyTermScoring: { mode: terms },
    similarWeights: weights,
    similarWithoutKnown: props.withoutKnown,
  };
  const status = weighsNothing
    ? similarWords.nothingWeighs
    : trouble
      ? similarWords.failed
      : isChanged && candidates !== null
        ? similarWords.ranked(shown.length)
        : "";
  return (
    <>
      <Fillings />
      <form className="weights" action={`${href}#similar`} method="get">
        <fieldset>
          <legend>{similarWords.weights}</legend>
          <p className="weights-about">{similarWords.about}</p>
          {terms === "seed" ? null : <input type="hidden" name="terms" value={terms} />}
          {withoutKnown ? <input type="hidden" name="known" value="hide" /> : null}
          <div className="weights-sliders">
            {signals.map((name) => (
              <SimilarSlider
                key={name}
                name={name}
                value={chosen[name]}
                controlled={enhanced}
                onFocus={fetchCandidates}
                onChange={(value) => choose({ ...chosen, [name]: value })}
              />
            ))}
          </div>
          <div className="weights-end">
            {enhanced ? (
              <button type="button" onClick={() => choose(weights.usual)}>
                {similarWords.reset}
              </button>
            ) : (
              <button type="submit">{similarWords.apply}</button>
            )}
            <output>{status}</output>
          </div>
        </fieldset>
      </form>
      {props.hasLibrary || Object.keys(marks).length > 0 ? (
        <p className="known-choice">
          {enhanced ? (
            <label>
              <input
                type="checkbox"
                checked={withoutKnown}
                onChange={(event) => leaveOut(event.currentTarget.checked)}
              />{" "}
              {similarWords.leaveOut}
            </label>
          ) : (
            <a href={`${paperAddress(variation, { withoutKnown: !withoutKnown })}#similar`}>
              {withoutKnown ? similarWords.showKnown : similarWords.leaveOut}
            </a>
          )}
        </p>
      ) : null}
      {shown.length === 0 ? <p className="quiet">{similarWords.allKnown}</p> : null}
      <ol className="similar-list">
        {shown.map((row) => (
          <Similar key={row.key} row={row} state={marks[row.key]} />
        ))}
      </ol>
      <p className="similar-export">
        {similarWords.export}{" "}
        {(["bibtex", "ris", "csl-json", "csv"] as const).map((format) => (
          <a key={format} href={exportAddress(format, shown)} download="">
            {similarWords.formats[format]}
          </a>
        ))}
      </p>
    </>
  );
}

interface SimilarProps {
  readonly row: SimilarRow;
  /** How far the reader has read it; undefined unless it is in their library. */
  readonly state: ReadState | undefined;
}

function Similar({ row, state }: SimilarProps): ReactElement {
  return (
    <li>
      <h3>
        <a href={row.href}>
          {row.titleHtml === null ? row.title : <span dangerouslySetInnerHTML={{ __html: row.titleHtml }} />}
        </a>
        {row.withdrawn ? <span className="withdrawn-word"> {workWords.withdrawn}</span> : null}
      </h3>
      <p className="authors">
        {row.authors}
        {row.moreAuthors > 0 ? workWords.moreAuthors(row.moreAuthors) : null}
        {row.when === null ? null : <span className="similar-date">{row.when}</span>}
        {state === undefined ? null : (
          <a
            className="saved similar-known"
            href={itemHref(row.key)}
            aria-label={shelfWords.savedThis(row.title, shelfWords.states[state])}
          >
            <ShelfSign saved /> {shelfWords.states[state]}
          </a>
        )}
      </p>
      {row.reasons.length === 0 ? null : (
        <p className="reasons">
          <span className="reasons-because">{similarWords.because}</span> {row.reasons.join("; ")}
        </p>
      )}
      <SimilarBar row={row} />
    </li>
  );
}

/** What was chosen, so that the address can be passed on. */
function rememberInAddress(weights: SignalWeights, usual: SignalWeights, withoutKnown: boolean): void {
  const address = new URL(location.href);
  const isUsual = signals.every((name) => weights[name] === usual[name]);
  for (const name of signals) {
    if (isUsual) address.searchParams.delete(name);
    else address.searchParams.set(name, String(weights[name]));
  }
  if (withoutKnown) address.searchParams.set("known", "hide");
  else address.searchParams.delete("known");
  history.replaceState(history.state, "", address);
}

const exportAddress = (format: string, rows: readonly SimilarRow[]): string =>
  `/api/export?format=${format}&ids=${rows.map(({ key }) => encodeURIComponent(key)).join(",")}`;
