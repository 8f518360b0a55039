import type { IdentityProvider } from "../accounts/identity-provider.ts";
import type { PasswordHasher } from "../accounts/tools.ts";
import type { Role } from "../store/account-store.ts";
import type { Lab } from "../lab/lab.ts";
import type { Freshness, SiteRenderer } from "./contract.ts";
import type { Library } from "./library.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { RequestLog } from "./request-log.ts";

/** A file of the site's client build. */
export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** How this instance tells people apart. */
export interface AccountOptions {
  /** `single-user`: whoever sits at the machine is the owner, and nobody signs in. */
  readonly mode: "single-user" | "accounts";
  /** From a source that nobody can predict. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly passwords: PasswordHasher;
  /** Origin under which readers see this instance, for example `https://lens.example.org`; null where it is not known. */
  readonly publicOrigin: string | null;
  /** A provider of OpenID Connect; null where none is set up. */
  readonly identityProvider: IdentityProvider | null;
  /** Role of accounts that are made for people whom only the provider knows; null where only the invited come in. */
  readonly newAccounts: Role | null;
}

/** Everything the API needs from outside; it opens nothing by itself. */
export interface ApiOptions {
  readonly library: Library;
  readonly freshness: () => Freshness;
  /** Null where no folder of runs is watched. */
  readonly lab: Lab | null;
  readonly accounts: AccountOptions;
  readonly site: SiteRenderer;
  /** A file by its path below the client build, for example `assets/page-1a2b.js`; null when missing. */
  readonly asset: (path: string) => Promise<Asset | null>;
  /** Address of the other end of the connection, from what the server passes along with a request. */
  readonly remoteAddress: (env: unknown) => string | null;
  /** Resolves early when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Ends the open event streams. */
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  /** Version of the program, for the OpenAPI document. */
  readonly version: string;
  /** Requests per address; null for no limit. */
  readonly rateLimit: RateLimit | null;
  /** Told of every answered request. */
  readonly onRequest: (entry: RequestLog) => void;
  /** Memory of the process in bytes, for the metrics. */
  readonly residentBytes: () => number;
  /** Told of failures that a reader only sees as status 500. */
  readonly onFailure: (error: unknown, path: string) => void;
}
