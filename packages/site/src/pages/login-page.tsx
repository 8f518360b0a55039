import type { AccountPage, SignIn } from "arxivlens/api";
import type { ReactElement } from "react";

import { emptyForm, Field } from "../account/field.tsx";
import { fieldWords, loginFault, loginWords } from "../words/account.ts";

interface LoginPageProps {
  readonly page: AccountPage & { readonly kind: "login" };
  readonly signIn: SignIn | null;
}

export function LoginPage({ page, signIn }: LoginPageProps): ReactElement {
  const { next, name, fault, waitSeconds } = page;
  return (
    <section className="entrance">
      <h1>{loginWords.heading}</h1>
      {fault === null ? null : (
        <p className="notice notice-alarm" role="alert">
          {loginFault(fault, waitSeconds)}
        </p>
      )}
      <form method="post" action="/login" className="fields">
        <input type="hidden" name="next" value={next} />
        <Field
          name="name"
          label={fieldWords.name}
          form={{ ...emptyForm, values: { name } }}
          autoComplete="username"
          of="login"
        />
        <Field
          name="password"
          label={fieldWords.password}
          form={emptyForm}
          type="password"
          autoComplete="current-password"
          of="login"
        />
        <button type="submit" className="main-button">
          {loginWords.heading}
        </button>
      </form>
      {signIn?.oidc == null ? null : (
        <p className="provider">
          <span className="quiet">{loginWords.or}</span>{" "}
          <a className="button" href={`/login/provider?next=${encodeURIComponent(next)}`}>
            {loginWords.provider(signIn.oidc.name)}
          </a>
        </p>
      )}
      <p className="quiet">
        {loginWords.forReading} {loginWords.help}
      </p>
    </section>
  );
}
