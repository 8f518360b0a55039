import type { DiscussionForm, ReportReason } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { actWords, formWords, issueText, reportWords } from "../words/discussion.ts";
import { ComposeFields } from "./compose-form.tsx";
import { viewOf } from "./discussion-address.ts";
import { EditFields } from "./edit-form.tsx";
import { Field } from "./fields.tsx";
import { FormButtons, type OpenFormProps } from "./form-buttons.tsx";

/** The form that is open, under the comment that it is about. */
export function OpenForm(props: OpenFormProps): ReactElement {
  const { form } = props;
  switch (form.kind) {
    case "compose":
      return <ComposeFields {...props} form={form} />;
    case "edit":
      return <EditFields {...props} form={form} />;
    case "delete":
      return (
        <Framed {...props} action="delete" heading={formWords.delete} send={formWords.deleteYes}>
          <p className="comment-field-help">{formWords.deleteHelp}</p>
        </Framed>
      );
    case "report":
      return (
        <Framed {...props} action="report" heading={formWords.report} send={formWords.reportSend}>
          <Choices
            name="reason"
            legend={formWords.reportWhy}
            issues={form.issues}
            chosen={form.values.reason}
            choices={Object.entries(reportWords).map(([value, label]) => ({ value: value as ReportReason, label }))}
          />
          <Field name="note" id="report-note" label={formWords.reportNote} issues={form.issues}>
            {(attributes) => <textarea {...attributes} rows={3} defaultValue={form.values.note} />}
          </Field>
          <p className="comment-field-help">{formWords.reportHelp}</p>
        </Framed>
      );
    case "moderate":
      return (
        <Framed {...props} action="moderate" heading={formWords.moderate} send={formWords.moderateSend}>
          <Choices
            name="act"
            legend={formWords.act}
            issues={form.issues}
            chosen={form.values.act}
            choices={form.acts.map((act) => ({ value: act, label: actWords[act].todo }))}
          />
          <Field name="reason" id="moderate-reason" label={formWords.actReason} issues={form.issues}>
            {(attributes) => <textarea {...attributes} rows={3} defaultValue={form.values.reason} />}
          </Field>
          <p className="comment-field-help">{formWords.moderateHelp}</p>
        </Framed>
      );
    default:
      return form satisfies never;
  }
}

function Framed({
  form,
  discussion,
  viewer,
  action,
  heading,
  send,
  children,
}: OpenFormProps & {
  readonly action: string;
  readonly heading: string;
  readonly send: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <form id="form" method="post" action={`/comments/${form.on}/${action}`} className="discussion-form" data-swap>
      <FormToken viewer={viewer} />
      <input type="hidden" name="view" value={viewOf(discussion)} />
      <h3>{heading}</h3>
      {children}
      <FormButtons discussion={discussion} on={form.on} send={send} />
    </form>
  );
}

function Choices({
  name,
  legend,
  choices,
  chosen,
  issues,
}: {
  readonly name: "reason" | "act";
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly issues: DiscussionForm["issues"];
}): ReactElement {
  // A text field of the same name would take the other issues; choices are only ever unknown.
  const wrong = issues.filter(({ field, code }) => field === name && code === "unknown");
  return (
    <fieldset
      className="comment-field choices-field"
      aria-describedby={wrong.length === 0 ? undefined : `${name}-choice-issue`}
    >
      <legend>{legend}</legend>
      {choices.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} /> {label}
        </label>
      ))}
      {wrong.length === 0 ? null : (
        <p className="comment-field-issue" id={`${name}-choice-issue`}>
          {wrong.map(issueText).join(" ")}
        </p>
      )}
    </fieldset>
  );
}
