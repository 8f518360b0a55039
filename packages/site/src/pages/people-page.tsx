import type { PeopleView, PersonView, Viewer } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { Field } from "../account/field.tsx";
import { RoleSelect } from "../account/role-select.tsx";
import { When } from "../account/when.tsx";
import { FormToken } from "../frame/form-token.tsx";
import { peopleWords, roleName } from "../words/account.ts";

interface PeoplePageProps {
  readonly view: PeopleView;
  readonly viewer: Viewer;
}

/** Who has an account here, with everything an admin does about it. */
export function PeoplePage({ view, viewer }: PeoplePageProps): ReactElement {
  const { people, invitations, link, notice } = view;
  const { columns } = peopleWords;
  return (
    <div className="settings settings-wide">
      <header>
        <h1>{peopleWords.heading}</h1>
        <p>
          <a href="/admin/audit">{peopleWords.auditLink}</a>
        </p>
        {notice === null ? null : (
          <p
            className={notice === "done" ? "notice" : "notice notice-alarm"}
            role={notice === "done" ? "status" : "alert"}
          >
            {peopleWords.notices[notice]}
          </p>
        )}
        {link === null ? null : <NewLink link={link} />}
      </header>
      <section className="table-scroll" aria-label={peopleWords.heading}>
        <table className="people-table">
          <thead>
            <tr>
              <th scope="col">{columns.who}</th>
              <th scope="col">{columns.role}</th>
              <th scope="col">{columns.signsIn}</th>
              <th scope="col">{columns.seen}</th>
              <th scope="col">{columns.more}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <Row key={person.accountKey} person={person} viewer={viewer} />
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="invite">
        <h2 id="invite">{peopleWords.invite}</h2>
        <form method="post" action="/admin/people/invite" className="fields">
          <FormToken viewer={viewer} />
          <Field
            name="note"
            label={peopleWords.note}
            form={{ values: {}, faults: {} }}
            hint={peopleWords.noteHint}
            optional
          />
          <div className="field">
            <label htmlFor="invite-role">{peopleWords.role}</label>
            <RoleSelect id="invite-role" value="member" explained />
          </div>
          <button type="submit">{peopleWords.inviteButton}</button>
        </form>
      </section>
      {invitations.length === 0 ? null : (
        <section aria-labelledby="open">
          <h2 id="open">{peopleWords.open}</h2>
          <ul className="session-list">
            {invitations.map(({ id, role, note, expiresAt }) => (
              <li key={id}>
                <p>
                  {note === "" ? roleName(role) : `${note} (${roleName(role)})`}{" "}
                  <span className="quiet">{peopleWords.until(expiresAt.slice(0, 10))}</span>
                </p>
                <Action viewer={viewer} action="revoke" fields={{ invitation: id }}>
                  {peopleWords.revoke}
                  <span className="only-heard"> {note}</span>
                </Action>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function NewLink({ link }: { readonly link: NonNullable<PeopleView["link"]> }): ReactElement {
  return (
    <div className="notice" aria-live="polite">
      <p>
        <label htmlFor="new-link">{peopleWords.linkFor(link.for)}</label>
      </p>
      <input id="new-link" className="new-link" readOnly value={link.address} />
      <p>
        {peopleWords.linkLead} {peopleWords.lasts[link.purpose]}
      </p>
    </div>
  );
}

function Row({ person, viewer }: { readonly person: PersonView; readonly viewer: Viewer }): ReactElement {
  const { accountKey, name, displayName, email, role, signsIn, lastSeenAt, disabled } = person;
  const account = String(accountKey);
  return (
    <tr>
      <th scope="row">
        {displayName}
        <span className="quiet">
          {name}
          {email === null ? "" : ` · ${email}`}
          {disabled ? ` · ${peopleWords.disabled}` : ""}
        </span>
      </th>
      <td>
        <form method="post" action="/admin/people/role" className="inline-form">
          <FormToken viewer={viewer} />
          <input type="hidden" name="account" value={account} />
          <RoleSelect value={role} label={peopleWords.roleOf(name)} />
          <button type="submit">{peopleWords.setRole}</button>
        </form>
      </td>
      <td data-label={peopleWords.columns.signsIn}>{peopleWords.signsIn[signsIn]}</td>
      <td data-label={peopleWords.columns.seen}>
        {lastSeenAt === null ? peopleWords.never : <When iso={lastSeenAt} short />}
      </td>
      <td className="row-actions">
        <Action viewer={viewer} action="reset" fields={{ account }}>
          {peopleWords.reset}
          <span className="only-heard"> {name}</span>
        </Action>
        <Action viewer={viewer} action={disabled ? "enable" : "disable"} fields={{ account }}>
          {disabled ? peopleWords.enable : peopleWords.disable}
          <span className="only-heard"> {name}</span>
        </Action>
      </td>
    </tr>
  );
}

interface ActionProps {
  readonly viewer: Viewer;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** A button that posts by itself. */
function Action({ viewer, action, fields, children }: ActionProps): ReactElement {
  return (
    <form method="post" action={`/admin/people/${action}`}>
      <FormToken viewer={viewer} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{children}</button>
    </form>
  );
}
