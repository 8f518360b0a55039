import { Hono, type Context } from "hono";
import { z } from "zod";
import { IdentityError, type IdentityClaims, type IdentityProvider } from "../accounts/identity-provider.ts";
import type { LoginFault } from "./account-contract.ts";
import { unkept, type AccountRouting } from "./account-routing.ts";
import { ownOrigin, pathWithin } from "./own-address.ts";
import { sessionToken, setFlowCookie, setSessionCookie, takeFlowCookie } from "./session-cookie.ts";
import { viewerOf } from "./viewer.ts";

/** What somebody went to the provider for, and what ties the way back to the same browser. */
const flowCookie = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  intent: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("sign-in"), next: z.string() }),
    z.object({ kind: z.literal("join"), purpose: z.enum(["setup", "invitation"]), token: z.string() }),
    z.object({ kind: z.literal("link"), accountKey: z.number() }),
  ]),
});
type Flow = z.infer<typeof flowCookie>;

const callbackPath = "/login/provider/back";

/** Signing in at a provider of OpenID Connect and coming back. */
export function identityRoutes({ options, accounts, originOf }: AccountRouting): Hono {
  const routes = new Hono();
  const settings = options.accounts;
  const provider = settings.identityProvider;
  if (provider === null) return routes;

  const failed = (context: Context, fault: LoginFault): Response =>
    unkept(context.redirect(`/login?fault=${fault}`, 303));

  // A link and not a form: the policy for forms lets none of them lead to another site, not even by a redirect.
  routes.get("/login/provider", async (context) => {
    const site = context.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return context.get("refuse")(context, 403, "Not from this server's pages", "Begin at the page for signing in.");
    const viewer = viewerOf(context);
    const { purpose, token = "", next = "/" } = context.req.query();
    const intent: Flow["intent"] =
      viewer !== null
        ? { kind: "link", accountKey: viewer.accountKey }
        : purpose === "setup" || purpose === "invitation"
          ? { kind: "join", purpose, token }
          : { kind: "sign-in", next: pathWithin(next) };
    try {
      const { address, flow } = await provider.begin(`${ownOrigin(context, options)}${callbackPath}`);
      setFlowCookie(context, settings, JSON.stringify({ ...flow, intent } satisfies Flow));
      return unkept(context.redirect(address, 303));
    } catch (error) {
      options.onFailure(error, context.req.path);
      return failed(context, "provider-unreachable");
    }
  });

  routes.get(callbackPath, async (context) => {
    const flow = readFlow(takeFlowCookie(context, settings));
    if (flow === null) return failed(context, "provider-refused");
    const claims = await finish(provider, context, flow);
    if (typeof claims === "string") return failed(context, claims);
    const { intent } = flow;
    if (intent.kind === "link") {
      const viewer = viewerOf(context);
      const account = viewer === null ? null : await options.library.store.accounts.get(viewer.accountKey);
      // Somebody else may have signed in in this browser meanwhile.
      if (account === null || account.accountKey !== intent.accountKey) return failed(context, "provider-refused");
      const linked = await accounts.identity.link(account, claims);
      return context.redirect(`/account?done=${linked ? "linked" : "not-linked"}`, 303);
    }
    const place = originOf(context);
    const outcome =
      intent.kind === "join"
        ? await accounts.identity.join(claims, intent, place)
        : await accounts.identity.signIn(claims, settings.newAccounts, place);
    if (outcome.kind === "gone") return context.redirect("/join/used", 303);
    if (outcome.kind === "unknown") return failed(context, "unknown");
    const before = sessionToken(context, settings);
    if (before !== null) await accounts.sessions.end(before);
    setSessionCookie(context, settings, outcome.token);
    return unkept(context.redirect(intent.kind === "sign-in" ? pathWithin(intent.next) : "/", 303));
  });

  async function finish(from: IdentityProvider, context: Context, flow: Flow): Promise<IdentityClaims | LoginFault> {
    const { pathname, search } = new URL(context.req.url);
    try {
      return await from.finish(new URL(`${pathname}${search}`, ownOrigin(context, options)), flow);
    } catch (error) {
      options.onFailure(error, context.req.path);
      return error instanceof IdentityError && error.code === "unreachable"
        ? "provider-unreachable"
        : "provider-refused";
    }
  }
  return routes;
}

function readFlow(cookie: string | null): Flow | null {
  if (cookie === null) return null;
  try {
    return flowCookie.parse(JSON.parse(cookie));
  } catch {
    return null;
  }
}
