import * as openid from "openid-client";
import { IdentityError, type IdentityProvider } from "../accounts/identity-provider.ts";

export interface OpenIdClient {
  readonly issuer: URL;
  readonly clientId: string;
  /** Null for a public client; PKCE protects the way back either way. */
  readonly clientSecret: string | null;
  readonly name: string;
}

/** Authorisation code flow of OpenID Connect with PKCE, state and nonce; the provider is looked up when first needed. */
export function openIdProvider({ issuer, clientId, clientSecret, name }: OpenIdClient): IdentityProvider {
  let discovered: Promise<openid.Configuration> | null = null;
  const configuration = async (): Promise<openid.Configuration> => {
    discovered ??= openid.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret === null ? openid.None() : openid.ClientSecretBasic(clientSecret),
      // Without TLS only where the flags allow it: on this machine.
      issuer.protocol === "http:" ? { execute: [openid.allowInsecureRequests] } : {},
    );
    try {
      return await discovered;
    } catch (cause) {
      // It may have been down for a moment.
      discovered = null;
      throw new IdentityError("unreachable", `${issuer.origin} does not answer as a provider of OpenID Connect`, {
        cause,
      });
    }
  };

  return {
    name,
    async begin(redirectUri) {
      const config = await configuration();
      const codeVerifier = openid.randomPKCECodeVerifier();
      const flow = { state: openid.randomState(), nonce: openid.randomNonce(), codeVerifier };
      const address = openid.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid profile email",
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      });
      return { address: address.href, flow };
    },
    async finish(callback, { state, nonce, codeVerifier }) {
      const config = await configuration();
      try {
        const tokens = await openid.authorizationCodeGrant(config, callback, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new IdentityError("refused", `${issuer.origin} gave no ID token`);
        // Names and addresses may be told by the other endpoint only.
        const more = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
        const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
        return {
          issuer: claims.iss,
          subject: claims.sub,
          name: text(more.preferred_username) ?? text(more.nickname),
          displayName: text(more.name),
          email: text(more.email),
        };
      } catch (cause) {
        if (cause instanceof IdentityError) throw cause;
        throw new IdentityError("refused", `${issuer.origin}: signing in did not come to its end`, { cause });
      }
    },
  };
}
