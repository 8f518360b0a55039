import type { AuditView } from "arxivlens/api";
import type { ReactElement } from "react";

import { When } from "../account/when.tsx";
import { accountWords, actionWords, auditWords } from "../words/account.ts";

export function AuditPage({ audit }: { readonly audit: AuditView }): ReactElement {
  const { columns } = auditWords;
  return (
    <div className="settings settings-wide">
      <header>
        <h1>{auditWords.heading}</h1>
        <p>{auditWords.lead}</p>
        <p>
          <a href="/admin/people">{accountWords.people}</a>
        </p>
      </header>
      {audit.events.length === 0 ? (
        <p className="quiet">{auditWords.empty}</p>
      ) : (
        <section className="table-scroll" aria-label={auditWords.heading}>
          <table className="people-table">
            <thead>
              <tr>
                <th scope="col">{columns.when}</th>
                <th scope="col">{columns.who}</th>
                <th scope="col">{columns.what}</th>
                <th scope="col">{columns.whom}</th>
                <th scope="col">{columns.from}</th>
              </tr>
            </thead>
            <tbody>
              {audit.events.map((event) => (
                <tr key={event.key}>
                  <td>
                    <When iso={event.at} short />
                  </td>
                  <td>{event.actor ?? <span className="quiet">{auditWords.operator}</span>}</td>
                  <td>
                    {actionWords(event.action)}
                    {event.detail === "" ? null : <span className="quiet"> {event.detail}</span>}
                  </td>
                  <td>{event.subject}</td>
                  <td className="figures">{event.network}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {audit.earlier === null ? null : (
        <p>
          <a href={audit.earlier} rel="next">
            {auditWords.earlier}
          </a>
        </p>
      )}
    </div>
  );
}
