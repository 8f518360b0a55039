import type { ComposeForm } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { discussionWords, formWords } from "../words/discussion.ts";
import { MarkdownText } from "./comment-body.tsx";
import { viewOf } from "./discussion-address.ts";
import { Field, KindField } from "./fields.tsx";
import { FormButtons, type OpenFormProps } from "./form-buttons.tsx";

/** A new comment or an answer; without JavaScript it is sent and previewed as an ordinary form. */
export function ComposeFields({ form, discussion, viewer, answered }: OpenFormProps<ComposeForm>): ReactElement {
  const { values, issues, on } = form;
  const { versions } = discussion;
  const heading =
    answered === null
      ? discussionWords.write
      : discussionWords.replyTo(answered.author?.displayName ?? discussionWords.nameless);
  const id = (name: string): string => `compose-${name}`;
  return (
    <form
      id={on === null ? "write" : "form"}
      method="post"
      action="/comments"
      className="discussion-form compose"
      data-swap
      data-draft={`${discussion.paperKey}:${on ?? "new"}`}
    >
      <FormToken viewer={viewer} />
      <input type="hidden" name="view" value={viewOf(discussion)} />
      <input type="hidden" name="paper" value={discussion.paperKey} />
      {on === null ? null : <input type="hidden" name="parent" value={on} />}
      <input type="hidden" name="prefix" defaultValue={values.prefix} />
      <input type="hidden" name="suffix" defaultValue={values.suffix} />
      <h3>{heading}</h3>
      {form.againAt === null ? null : (
        <p className="form-trouble" role="alert">
          {formWords.tooMany} <time dateTime={form.againAt}>{form.againAt.slice(11, 16)} UTC</time>.
        </p>
      )}
      <div className="comment-field-row">
        <KindField id={id("kind")} value={values.kind} issues={issues} />
        {versions.length < 2 ? null : (
          <Field name="version" id={id("version")} label={formWords.version} issues={issues}>
            {(attributes) => (
              <select {...attributes} defaultValue={values.version}>
                <option value="">{formWords.latest}</option>
                {versions.map((version) => (
                  <option key={version} value={version}>
                    {version}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
      <Field name="body" id={id("body")} label={formWords.body} help={formWords.bodyHelp} issues={issues}>
        {(attributes) => <textarea {...attributes} rows={6} required defaultValue={values.body} data-draft-text />}
      </Field>
      {on !== null ? null : (
        <Field name="passage" id={id("passage")} label={formWords.passage} help={formWords.passageHelp} issues={issues}>
          {(attributes) => <textarea {...attributes} rows={2} defaultValue={values.passage} data-passage />}
        </Field>
      )}
      {form.preview ? (
        <div className="preview">
          <h4>{formWords.previewHeading}</h4>
          <MarkdownText source={values.body} />
        </div>
      ) : null}
      <FormButtons discussion={discussion} on={on} send={formWords.send}>
        <button type="submit" name="preview" value="1">
          {formWords.preview}
        </button>
      </FormButtons>
    </form>
  );
}
