import type { AccountPage, FormView, Viewer } from "./account-contract.ts";

type Escape = (text: string) => string;

/** Titles of the plain pages about accounts. */
export function plainAccountTitle(page: AccountPage): string {
  switch (page.kind) {
    case "login":
      return "Sign in";
    case "credentials":
      return page.purpose === "reset" ? "New password" : "Your account";
    case "link-gone":
      return "This link does not work";
    case "account":
      return `Account: ${page.account.name}`;
    case "people":
      return "People";
    case "audit":
      return "Audit log";
    case "privacy":
      return "Privacy";
    default:
      return page satisfies never;
  }
}

/** Bodies of the plain pages: every form that the built site has for getting in, lists for the rest. */
export function plainAccountBody(page: AccountPage, viewer: Viewer | null, escape: Escape): string {
  const form = (action: string, fields: string, button: string): string =>
    `<form method="post" action="${escape(action)}"><input type="hidden" name="form-token" value="${escape(viewer?.formToken ?? "")}">${fields}<p><button>${escape(button)}</button></p></form>`;
  const field = (name: string, label: string, view: FormView, type = "text"): string => {
    const [value, fault] = [view.values[name] ?? "", view.faults[name]];
    return `<p><label>${escape(label)} <input name="${name}" type="${type}" value="${escape(value)}"></label> ${escape(fault ?? "")}</p>`;
  };
  const list = (lines: readonly string[]): string =>
    `<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>`;
  const nothing: FormView = { values: {}, faults: {} };

  switch (page.kind) {
    case "login": {
      const typed = { values: { name: page.name }, faults: {} };
      const fault =
        page.fault === null
          ? ""
          : `<p>${escape(page.fault)} ${page.waitSeconds > 0 ? `${page.waitSeconds} s` : ""}</p>`;
      const next = `<input type="hidden" name="next" value="${escape(page.next)}">`;
      return `${fault}${form("/login", `${next}${field("name", "Name", typed)}${field("password", "Password", nothing, "password")}`, "Sign in")}`;
    }
    case "credentials": {
      const who = `${field("name", "Name", page.form)}${field("displayName", "Shown as", page.form)}${field("email", "E-mail", page.form)}`;
      const { faults } = page.form;
      const passwords = `${field("password", "Password", { values: {}, faults }, "password")}${field("repeated", "Again", { values: {}, faults }, "password")}`;
      return form(page.action, `${page.purpose === "reset" ? "" : who}${passwords}`, "Save");
    }
    case "link-gone":
      return "<p>It has been used, has expired or was revoked. Ask for a new one.</p>";
    case "account": {
      const { profile, sessions } = page.account;
      const own = form(
        "/account/profile",
        `${field("displayName", "Shown as", profile)}${field("email", "E-mail", profile)}`,
        "Save",
      );
      const out = sessions.length === 0 ? "" : form("/logout", "", "Sign out");
      return `${own}${out}<p><a href="/account/export">All data of this account as JSON</a></p>`;
    }
    case "people":
      return `${page.people.link === null ? "" : `<p>${escape(page.people.link.address)}</p>`}${list(page.people.people.map(({ name, role, disabled }) => `${name}: ${role}${disabled ? ", disabled" : ""}`))}`;
    case "audit":
      return list(
        page.audit.events.map(
          ({ at, actor, action, subject, detail }) => `${at} ${actor ?? ""} ${action} ${subject ?? ""} ${detail}`,
        ),
      );
    case "privacy":
      return page.privacy.cookie === null
        ? "<p>No cookie is set.</p>"
        : `<p>One cookie, ${escape(page.privacy.cookie.name)}, set at signing in.</p>`;
    default:
      return page satisfies never;
  }
}
