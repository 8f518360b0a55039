import type { CommentKind, FieldIssue } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { formWords, issueText, kindWords } from "../words/discussion.ts";

interface FieldProps {
  readonly name: FieldIssue["field"];
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly issues: readonly FieldIssue[];
  readonly children: (attributes: FieldAttributes) => ReactNode;
}

interface FieldAttributes {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

/** A label, its control, and below it what is wrong with what was typed. */
export function Field({ name, id, label, help, issues, children }: FieldProps): ReactElement {
  const wrong = issues.filter(({ field }) => field === name);
  const described = [...(help === undefined ? [] : [`${id}-help`]), ...(wrong.length === 0 ? [] : [`${id}-issue`])];
  return (
    <div className="comment-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        ...(described.length === 0 ? {} : { "aria-describedby": described.join(" ") }),
        ...(wrong.length === 0 ? {} : { "aria-invalid": true as const }),
      })}
      {wrong.length === 0 ? null : (
        <p className="comment-field-issue" id={`${id}-issue`}>
          {wrong.map(issueText).join(" ")}
        </p>
      )}
      {help === undefined ? null : (
        <p className="comment-field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

const kinds: readonly CommentKind[] = ["note", "question", "error", "replication", "code"];

export function KindField({
  id,
  value,
  issues,
}: {
  readonly id: string;
  readonly value: string;
  readonly issues: readonly FieldIssue[];
}): ReactElement {
  return (
    <Field name="kind" id={id} label={formWords.kind} issues={issues}>
      {(attributes) => (
        <select {...attributes} defaultValue={kinds.find((kind) => kind === value) ?? "note"}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindWords[kind].one}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
