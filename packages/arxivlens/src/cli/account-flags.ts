import { randomBytes } from "node:crypto";
import type { IdentityProvider } from "../accounts/identity-provider.ts";
import { isRole } from "../accounts/role.ts";
import { isLoopback } from "../api/local-request.ts";
import type { AccountOptions } from "../api/options.ts";
import { argon2Hasher } from "./argon2-hasher.ts";
import type { FlagSpec, ParsedFlags } from "./command.ts";
import { openIdProvider } from "./openid-provider.ts";

/** The flag that says under which address readers see the server. */
export const publicUrlFlag: Readonly<Record<string, FlagSpec>> = {
  "public-url": {
    type: "text",
    value: "URL",
    summary: "address under which readers see this server, for example https://lens.example.org behind a proxy",
  },
};

/** Flags of `serve` that say who may read here. */
export const accountFlags: Readonly<Record<string, FlagSpec>> = {
  accounts: {
    type: "switch",
    summary: "readers sign in; always so where --host is not this machine (otherwise you are the owner, without login)",
  },
  ...publicUrlFlag,
  "oidc-issuer": {
    type: "text",
    value: "URL",
    summary: "a provider of OpenID Connect to sign in with; its client is named by --oidc-client",
  },
  "oidc-client": {
    type: "text",
    value: "ID",
    summary: "client id there; its secret is read from ARXIVLENS_OIDC_SECRET in the environment",
  },
  "oidc-name": { type: "text", value: "NAME", summary: "what the provider is called on the page for signing in" },
  "oidc-new-accounts": {
    type: "text",
    value: "ROLE",
    summary: "role of accounts made for whomever the provider knows (default: only the invited come in)",
  },
};

/** How people are told apart, by flags and environment; a message for people where these contradict themselves. */
export function accountOptions(
  flags: ParsedFlags,
  host: string,
  environment: Readonly<Record<string, string | undefined>>,
): AccountOptions | string {
  const given = flags.text("public-url");
  const publicOrigin = given === null ? null : originOf(given);
  if (given !== null && publicOrigin === null)
    return `--public-url ${given}: give an address as https://lens.example.org, without a path`;
  const newAccounts = flags.text("oidc-new-accounts");
  if (newAccounts !== null && (!isRole(newAccounts) || newAccounts === "admin"))
    return `--oidc-new-accounts ${newAccounts}: choose reader, member or moderator`;
  const identityProvider = providerOf(flags, environment["ARXIVLENS_OIDC_SECRET"] ?? null);
  if (typeof identityProvider === "string") return identityProvider;
  const open = flags.has("accounts") || identityProvider !== null || !isThisMachine(host);
  return {
    mode: open ? "accounts" : "single-user",
    randomBytes: (length) => randomBytes(length),
    passwords: argon2Hasher(),
    publicOrigin,
    identityProvider,
    newAccounts,
  };
}

function providerOf(flags: ParsedFlags, clientSecret: string | null): IdentityProvider | string | null {
  const [issuer, clientId] = [flags.text("oidc-issuer"), flags.text("oidc-client")];
  if (issuer === null && clientId === null) return null;
  if (issuer === null || clientId === null) return "--oidc-issuer and --oidc-client go together; give both";
  if (!URL.canParse(issuer)) return `--oidc-issuer ${issuer}: give the issuer's address, as https://id.example.org`;
  const { protocol, hostname, host } = new URL(issuer);
  const local = protocol === "http:" && (isThisMachine(hostname) || hostname === "[::1]");
  if (protocol !== "https:" && !local)
    return `--oidc-issuer ${issuer}: an issuer is asked over https, except on this machine`;
  return openIdProvider({ issuer: new URL(issuer), clientId, clientSecret, name: flags.text("oidc-name") ?? host });
}

/** Scheme, name and port of an address; null when it says more than that or is none. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname, search, hash } = new URL(text);
  const plain = pathname === "/" && search === "" && hash === "";
  return plain && (protocol === "https:" || protocol === "http:") ? origin : null;
}

const isThisMachine = (host: string): boolean => host === "localhost" || isLoopback(host);
