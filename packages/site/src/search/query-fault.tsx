import type { QueryFault } from "arxivlens/api";
import type { ReactElement } from "react";

import { searchWords } from "../words/search.ts";

interface QueryFaultNoteProps {
  readonly query: string;
  /** What became of it, up to the reason. */
  readonly outcome: string;
  readonly fault: QueryFault;
  readonly addressOf: (query: string) => string;
}

/** Why a query was not taken as it stands: its text, the place of the fault under it, and what was probably meant. */
export function QueryFaultNote({ query, outcome, fault, addressOf }: QueryFaultNoteProps): ReactElement {
  const { message, position, length, suggestion } = fault;
  const end = position + Math.max(1, length);
  return (
    <div className="note fault">
      <p>
        {outcome} {message}.
      </p>
      <pre className="fault-place">
        <span className="only-heard">{searchWords.faultAt} </span>
        {query.slice(0, position)}
        <mark>{query.slice(position, end) || " "}</mark>
        {query.slice(end)}
        {"\n"}
        <span className="fault-carets" aria-hidden="true">
          {" ".repeat(position)}
          {"^".repeat(Math.max(1, Math.min(length, query.length - position)))}
        </span>
      </pre>
      {suggestion === null || suggestion === "" ? null : (
        <p>
          {searchWords.meant}{" "}
          <a href={addressOf(suggestion)}>
            <code>{suggestion}</code>
          </a>
          ?
        </p>
      )}
    </div>
  );
}
