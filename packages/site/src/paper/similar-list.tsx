import type { SignalWeights, SimilarWork } from "arxivlens/api";
import { useRef, useState, type ReactElement } from "react";

import { useEnhanced } from "../client/use-enhanced.ts";
import { similarWords } from "../words/paper.ts";
import { signals, type Signal } from "./paper-address.ts";
import { FillingSample, Fillings, SimilarBar } from "./similar-bar.tsx";
import { rankedAnew, similarRow, type SimilarRow } from "./similar-rows.ts";

interface SimilarListProps {
  readonly paperKey: string;
  /** Address of the page without its query. */
  readonly href: string;
  readonly terms: "seed" | "better";
  readonly rows: readonly SimilarRow[];
  readonly weights: { readonly used: SignalWeights; readonly usual: SignalWeights };
}

/** As many as the API ranks; any weights find their best among them. */
const candidateCount = 100;

/** Similar papers under sliders: a form for the server, and where there is JavaScript ranked anew at once. */
export function SimilarList({ paperKey, href, terms, rows, weights }: SimilarListProps): ReactElement {
  const enhanced = useEnhanced();
  const [chosen, setChosen] = useState<SignalWeights>(weights.used);
  const [candidates, setCandidates] = useState<readonly SimilarRow[] | null>(null);
  const [trouble, setTrouble] = useState(false);
  const asked = useRef(false);

  const fetchCandidates = (): void => {
    if (asked.current) return;
    asked.current = true;
    askCandidates(paperKey).then(
      (found) => setCandidates(withKnownTitles(found, rows)),
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
    rememberInAddress(next, weights.usual);
  };
  const weighsNothing = signals.every((name) => chosen[name] === 0);
  const isChanged = signals.some((name) => chosen[name] !== weights.used[name]);
  const shown = candidates === null || weighsNothing || !isChanged ? rows : rankedAnew(candidates, chosen, rows.length);
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
          <div className="weights-sliders">
            {signals.map((name) => (
              <Slider
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
      <ol className="similar-list">
        {shown.map((row) => (
          <Similar key={row.key} row={row} />
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

interface SliderProps {
  readonly name: Signal;
  readonly value: number;
  readonly controlled: boolean;
  readonly onFocus: () => void;
  readonly onChange: (value: number) => void;
}

function Slider({ name, value, controlled, onFocus, onChange }: SliderProps): ReactElement {
  const id = `weight-${name}`;
  const shared = { id, name, type: "range", min: 0, max: 2, step: 0.05, "aria-describedby": `${id}-about` } as const;
  return (
    <div className="weight">
      <label htmlFor={id}>
        <FillingSample name={name} /> {similarWords.signals[name]}
      </label>
      {controlled ? (
        <input
          {...shared}
          value={value}
          onFocus={onFocus}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
      ) : (
        <input {...shared} defaultValue={value} />
      )}
      <span className="weight-value figures" aria-hidden="true">
        {value.toFixed(2)}
      </span>
      <span id={`${id}-about`} className="weight-about">
        {similarWords.signalsAbout[name]}
      </span>
    </div>
  );
}

function Similar({ row }: { readonly row: SimilarRow }): ReactElement {
  return (
    <li>
      <h3>
        <a href={row.href}>
          {row.titleHtml === null ? row.title : <span dangerouslySetInnerHTML={{ __html: row.titleHtml }} />}
        </a>
      </h3>
      <p className="authors">
        {row.authors}
        {row.moreAuthors > 0 ? ` and ${row.moreAuthors} more` : null}
        {row.when === null ? null : <span className="similar-date">{row.when}</span>}
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

/** Scored with every weight 1, from which the browser computes the scores under any others. */
async function askCandidates(key: string): Promise<readonly SimilarRow[]> {
  const equal = signals.map((name) => `${name}=1`).join("&");
  const path = key.split("/").map(encodeURIComponent).join("/");
  const answer = await fetch(`/api/similar/${path}?count=${candidateCount}&${equal}`);
  if (!answer.ok) throw new Error(`similar papers: ${answer.status}`);
  const { similar } = (await answer.json()) as { readonly similar: readonly SimilarWork[] };
  return similar.map((work) => similarRow(work, () => null));
}

/** Formulas are set by the server only: titles that the page came with keep theirs. */
function withKnownTitles(found: readonly SimilarRow[], rows: readonly SimilarRow[]): readonly SimilarRow[] {
  const known = new Map(rows.map(({ key, titleHtml }) => [key, titleHtml]));
  return found.map((row) => ({ ...row, titleHtml: known.get(row.key) ?? null }));
}

/** The weights as they are, so that the address can be passed on. */
function rememberInAddress(weights: SignalWeights, usual: SignalWeights): void {
  const address = new URL(location.href);
  const isUsual = signals.every((name) => weights[name] === usual[name]);
  for (const name of signals) {
    if (isUsual) address.searchParams.delete(name);
    else address.searchParams.set(name, String(weights[name]));
  }
  history.replaceState(history.state, "", address);
}

const exportAddress = (format: string, rows: readonly SimilarRow[]): string =>
  `/api/export?format=${format}&ids=${rows.map(({ key }) => encodeURIComponent(key)).join(",")}`;
