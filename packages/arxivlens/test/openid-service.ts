import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** A real provider of OpenID Connect on loopback, and a browser's way through its pages. */
export interface OpenIdService {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs in at the address that a client has sent the browser to; the address that it is sent back to. */
  signIn(address: string, login: string): Promise<string>;
  close(): Promise<void>;
}

const clientId = "arxivlens";
const clientSecret = "a client secret that must never be logged";

/** @param redirectUri where the one client is sent back to */
export async function startOpenIdService(redirectUri: string): Promise<OpenIdService> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const provider = new Provider(issuer.origin, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], profile: ["name", "preferred_username"], email: ["email"] },
    cookies: { keys: ["a key of a test"] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: `${id} of Example`, preferred_username: id, email: `${id}@example.org` }),
    }),
  });
  const handle = provider.callback();
  server.on("request", (request, response) => void handle(request, response));
  return {
    issuer,
    clientId,
    clientSecret,
    signIn: (address, login) => walk(issuer, address, login, redirectUri),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Follows redirects and fills in the provider's own forms, as a person would. */
async function walk(issuer: URL, address: string, login: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = new URL(address);
  let body: URLSearchParams | null = null;
  for (let step = 0; step < 20; step++) {
    const answer: Response = await fetch(at, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(body === null ? {} : { method: "POST", body }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]?.split("=") ?? [];
      cookies.set(name, value);
    }
    const to = answer.headers.get("location");
    if (to !== null) {
      body = null;
      at = new URL(to, issuer);
      if (at.href.startsWith(redirectUri)) return at.href;
      continue;
    }
    const html = await answer.text();
    const action = /<form[^>]+action="([^"]+)"/u.exec(html)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/u.exec(html)?.[1];
    if (action === undefined || prompt === undefined)
      throw new Error(`no way on from ${at.href}: ${answer.status} ${html}`);
    at = new URL(action, issuer);
    body = new URLSearchParams(prompt === "login" ? { prompt, login, password: "any" } : { prompt });
  }
  throw new Error(`${address} leads round in circles`);
}
