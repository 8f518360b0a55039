import type { FieldFault, FormView } from "arxivlens/api";
import type { HTMLInputAutoCompleteAttribute, ReactElement } from "react";

import { faultWords, fieldWords } from "../words/account.ts";

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly form: FormView;
  readonly type?: "text" | "email" | "password";
  readonly hint?: string;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly optional?: boolean;
  /** Distinguishes fields of one name on one page. */
  readonly of?: string;
}

/** One line to fill in, with what it is for and what is wrong with it. Passwords are never given back. */
export function Field(props: FieldProps): ReactElement {
  const { name, label, form, type = "text", hint, autoComplete = "off", optional = false, of = "field" } = props;
  const id = `${of}-${name}`;
  const fault: FieldFault | undefined = form.faults[name];
  const described = [fault === undefined ? null : `${id}-fault`, hint === undefined ? null : `${id}-hint`];
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional ? <span className="quiet"> {fieldWords.optional}</span> : null}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={type === "password" ? "" : (form.values[name] ?? "")}
        autoComplete={autoComplete}
        required={!optional}
        spellCheck={false}
        autoCapitalize="none"
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={described.filter((part) => part !== null).join(" ") || undefined}
      />
      {fault === undefined ? null : (
        <p className="fault" id={`${id}-fault`}>
          {faultWords(name, fault)}
        </p>
      )}
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A form in which nothing has been typed yet. */
export const emptyForm: FormView = { values: {}, faults: {} };
