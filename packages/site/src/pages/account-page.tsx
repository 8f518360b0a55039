import type { AccountView, SignIn, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { emptyForm, Field } from "../account/field.tsx";
import { OwnEvents, OwnSessions } from "../account/own-sessions.tsx";
import { FormToken } from "../frame/form-token.tsx";
import { formatDate } from "../text/figures.ts";
import { doneWords, fieldWords, ownWords, roleMay, roleName } from "../words/account.ts";
import { NewPassword } from "./setup-page.tsx";

interface AccountPageProps {
  readonly account: AccountView;
  readonly viewer: Viewer;
  /** Null in single-user mode. */
  readonly signIn: SignIn | null;
}

/** One's own account: how one is shown, how one signs in, where one is signed in, what is kept. */
export function AccountPage({ account, viewer, signIn }: AccountPageProps): ReactElement {
  return (
    <div className="settings">
      <header>
        <h1>{viewer.displayName}</h1>
        <p className="quiet">
          {account.name} · {roleName(account.role)}: {roleMay(account.role)} ·{" "}
          {ownWords.since(formatDate(account.createdAt))}
        </p>
        {account.done === null ? null : <output className="notice">{doneWords[account.done]}</output>}
      </header>
      <section aria-labelledby="profile">
        <h2 id="profile">{ownWords.profile}</h2>
        <form method="post" action="/account/profile" className="fields">
          <FormToken viewer={viewer} />
          <Field
            name="displayName"
            label={fieldWords.displayName}
            form={account.profile}
            hint={fieldWords.displayNameHint}
            autoComplete="name"
            optional
          />
          <Field
            name="email"
            label={fieldWords.email}
            form={account.profile}
            type="email"
            hint={fieldWords.emailHint}
            autoComplete="email"
            optional
          />
          <button type="submit">{fieldWords.save}</button>
        </form>
      </section>
      {signIn === null ? null : (
        <>
          <Password account={account} viewer={viewer} />
          <Providers account={account} signIn={signIn} />
          <OwnSessions sessions={account.sessions} viewer={viewer} />
          <OwnEvents events={account.events} />
        </>
      )}
      <section aria-labelledby="data">
        <h2 id="data">{ownWords.data}</h2>
        <p>
          <a href="/account/export" download>
            {ownWords.export}
          </a>
          . {ownWords.exportLead}
        </p>
      </section>
      <Leaving account={account} viewer={viewer} single={signIn === null} />
    </div>
  );
}

function Password({ account, viewer }: { readonly account: AccountView; readonly viewer: Viewer }): ReactElement {
  const form = { values: {}, faults: account.password };
  return (
    <section aria-labelledby="password">
      <h2 id="password">{ownWords.password}</h2>
      <p>{account.hasPassword ? ownWords.passwordLead : ownWords.setPassword}</p>
      <form method="post" action="/account/password" className="fields">
        <FormToken viewer={viewer} />
        <input type="text" name="username" autoComplete="username" value={account.name} readOnly hidden />
        {account.hasPassword ? (
          <Field
            name="current"
            label={fieldWords.current}
            form={form}
            type="password"
            autoComplete="current-password"
          />
        ) : null}
        <NewPassword form={form} />
        <button type="submit">{ownWords.changePassword}</button>
      </form>
    </section>
  );
}

function Providers({
  account,
  signIn,
}: {
  readonly account: AccountView;
  readonly signIn: SignIn;
}): ReactElement | null {
  if (signIn.oidc === null && account.identities.length === 0) return null;
  return (
    <section aria-labelledby="providers">
      <h2 id="providers">{ownWords.providers}</h2>
      {account.identities.length === 0 ? (
        <p className="quiet">{ownWords.noProvider}</p>
      ) : (
        <ul className="plain-list">
          {account.identities.map((issuer) => (
            <li key={issuer}>{issuer}</li>
          ))}
        </ul>
      )}
      {signIn.oidc === null ? null : (
        <p>
          <a className="button" href="/login/provider">
            {ownWords.link(signIn.oidc.name)}
          </a>
        </p>
      )}
    </section>
  );
}

function Leaving({
  account,
  viewer,
  single,
}: {
  readonly account: AccountView;
  readonly viewer: Viewer;
  readonly single: boolean;
}): ReactElement {
  const form = { ...emptyForm, faults: account.deletion };
  return (
    <section aria-labelledby="leave">
      <h2 id="leave">{ownWords.leave}</h2>
      {account.lastAdmin ? (
        <p>{single ? ownWords.ownerLeaves : ownWords.lastAdmin}</p>
      ) : (
        <>
          <p>{ownWords.leaveLead}</p>
          <form method="post" action="/account/delete" className="fields">
            <FormToken viewer={viewer} />
            <Field name="confirm" label={fieldWords.confirm} form={form} of="leave" />
            {account.hasPassword ? (
              <Field
                name="password"
                label={fieldWords.current}
                form={{ values: {}, faults: renamed(account) }}
                type="password"
                autoComplete="current-password"
                of="leave"
              />
            ) : null}
            <button type="submit" className="grave-button">
              {ownWords.leaveButton}
            </button>
          </form>
        </>
      )}
    </section>
  );
}

/** The password of this form, apart from the one of the form above it. */
function renamed({ deletion }: AccountView): AccountView["deletion"] {
  const fault = deletion["leavingPassword"];
  return fault === undefined ? {} : { password: fault };
}
