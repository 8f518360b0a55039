import type { AccountPage, SignIn } from "arxivlens/api";
import type { ReactElement } from "react";

import { Field } from "../account/field.tsx";
import { credentialWords, fieldWords, goneWords, loginWords, roleMay, roleName } from "../words/account.ts";

interface CredentialsPageProps {
  readonly page: AccountPage & { readonly kind: "credentials" };
  readonly signIn: SignIn | null;
}

/** What a link that works once opens: the first admin, an invitation, a new password. */
export function CredentialsPage({ page, signIn }: CredentialsPageProps): ReactElement {
  const { purpose, action, role, form } = page;
  const words = credentialWords[purpose];
  const isNew = purpose !== "reset";
  const token = action.split("/").at(-1) ?? "";
  return (
    <section className="entrance">
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      {purpose === "invitation" && role !== null ? (
        <p className="quiet">
          {roleName(role)}: {roleMay(role)}
        </p>
      ) : null}
      <form method="post" action={action} className="fields">
        {isNew ? (
          <>
            <Field name="name" label={fieldWords.name} form={form} hint={fieldWords.nameHint} autoComplete="username" />
            <Field
              name="displayName"
              label={fieldWords.displayName}
              form={form}
              hint={fieldWords.displayNameHint}
              autoComplete="name"
              optional
            />
            <Field
              name="email"
              label={fieldWords.email}
              form={form}
              type="email"
              hint={fieldWords.emailHint}
              autoComplete="email"
              optional
            />
          </>
        ) : (
          // Tells password managers whose password this is.
          <input type="hidden" name="name" autoComplete="username" value={form.values["name"] ?? ""} />
        )}
        <NewPassword form={form} />
        <button type="submit" className="main-button">
          {words.button}
        </button>
      </form>
      {isNew && signIn?.oidc != null ? (
        <p className="provider">
          <span className="quiet">{loginWords.or}</span>{" "}
          <a className="button" href={`/login/provider?purpose=${purpose}&token=${encodeURIComponent(token)}`}>
            {loginWords.provider(signIn.oidc.name)}
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** A new password, twice. */
export function NewPassword({ form }: { readonly form: CredentialsPageProps["page"]["form"] }): ReactElement {
  return (
    <>
      <Field
        name="password"
        label={fieldWords.newPassword}
        form={form}
        type="password"
        hint={fieldWords.passwordHint}
        autoComplete="new-password"
        of="new"
      />
      <Field
        name="repeated"
        label={fieldWords.repeated}
        form={form}
        type="password"
        autoComplete="new-password"
        of="new"
      />
    </>
  );
}

export function LinkGonePage({ purpose }: { readonly purpose: "setup" | "invitation" | "reset" }): ReactElement {
  return (
    <section className="trouble">
      <h1>{goneWords[purpose].heading}</h1>
      <p>{goneWords[purpose].text}</p>
    </section>
  );
}
