import { ArxivLensError } from "../arxiv/errors.ts";
import type { OutsideIdentity } from "../store/account-store.ts";

/** `unreachable`: the provider did not answer; `refused`: it, or a check of its answer, said no. */
export class IdentityError extends ArxivLensError {
  override readonly name = "IdentityError";
}

/** What the browser keeps between leaving for the provider and coming back; nobody else may know it. */
export interface IdentityFlow {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who somebody is elsewhere, as the provider has signed it. */
export interface IdentityClaims extends OutsideIdentity {
  /** What the person is called there; free to be changed here. */
  readonly name: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
}

/** A provider of OpenID Connect. */
export interface IdentityProvider {
  /** On the button: "Continue with ...". */
  readonly name: string;
  /** @throws {IdentityError} */
  begin(redirectUri: string): Promise<{ readonly address: string; readonly flow: IdentityFlow }>;
  /**
   * @param callback address that the provider has sent the browser to
   * @throws {IdentityError}
   */
  finish(callback: URL, flow: IdentityFlow): Promise<IdentityClaims>;
}
