import type { PrivacyView } from "arxivlens/api";
import type { ReactElement } from "react";

import { privacyWords } from "../words/privacy.ts";

export function PrivacyPage({ privacy }: { readonly privacy: PrivacyView }): ReactElement {
  const { singleUser, cookie, flowCookie } = privacy;
  return (
    <article className="settings">
      <header>
        <h1>{privacyWords.heading}</h1>
        <p>{privacyWords.never}</p>
      </header>
      <section>
        <h2>{privacyWords.cookies}</h2>
        {cookie === null ? (
          <p>{privacyWords.noCookie}</p>
        ) : (
          <>
            <p>{privacyWords.cookie(cookie.name, cookie.days, cookie.idleDays)}</p>
            {flowCookie === null ? null : (
              <p>{privacyWords.flowCookie(flowCookie.name, flowCookie.minutes, flowCookie.provider)}</p>
            )}
            <p>{privacyWords.withoutAccount}</p>
          </>
        )}
      </section>
      <section>
        <h2>{privacyWords.browser}</h2>
        <p>{privacyWords.theme}</p>
      </section>
      <section>
        <h2>{privacyWords.account}</h2>
        <ul className="plain-list">
          {(singleUser ? privacyWords.ownerItems : privacyWords.accountItems).map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{privacyWords.logs}</h2>
        <p>{privacyWords.logText}</p>
        {singleUser ? null : <p>{privacyWords.failures}</p>}
      </section>
      <section>
        <h2>{privacyWords.rights}</h2>
        <p>
          <a href="/account">{privacyWords.rightsLink}</a> {privacyWords.rightsText}
        </p>
      </section>
    </article>
  );
}
