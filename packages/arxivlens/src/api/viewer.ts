import type { Context, MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { formTokenOf, type Accounts } from "../accounts/accounts.ts";
import { reaches } from "../accounts/role.ts";
import type { Account, Role } from "../store/account-store.ts";
import type { Viewer } from "./account-contract.ts";
import { isOfThisMachine } from "./local-request.ts";
import type { ApiOptions } from "./options.ts";
import { problem } from "./problem.ts";
import { sessionToken } from "./session-cookie.ts";

export type { Viewer } from "./account-contract.ts";

/** Answers a request that is refused: a page for pages, problem details for `/api`. */
export type Refuse = (context: Context, status: 400 | 401 | 403 | 413 | 415, title: string, detail: string) => Response;

declare module "hono" {
  interface ContextVariableMap {
    readonly viewer: Viewer | null;
    readonly refuse: Refuse;
    readonly singleUser: boolean;
    /** See `AccountOptions`. */
    readonly publicOrigin: string | null;
  }
}

/** What finding a viewer takes besides the accounts. */
export interface ViewerOptions {
  readonly options: Pick<ApiOptions, "accounts" | "remoteAddress">;
  readonly accounts: Accounts;
  /** Notifications of an account that are not read yet. */
  readonly unread: (accountKey: number) => Promise<number>;
  readonly refuse: Refuse;
}

/** Files are for everyone, so nobody is looked up for them. */
const forEveryone = /^\/(?:assets\/|favicon\.|robots\.txt$|healthz$|metrics$)/u;

/** Finds out who asks, for `viewerOf` and `requireRole`. */
export function findsViewer({ options, accounts, unread, refuse }: ViewerOptions): MiddlewareHandler {
  const singleUser = options.accounts.mode === "single-user";
  const viewer = async (account: Account, secret: string): Promise<Viewer> => ({
    accountKey: account.accountKey,
    name: account.name,
    displayName: account.displayName,
    role: account.role,
    formToken: await formTokenOf(secret),
    unread: await unread(account.accountKey),
  });
  const find = async (context: Context): Promise<Viewer | null> => {
    if (forEveryone.test(context.req.path)) return null;
    if (singleUser)
      return isOfThisMachine(options.remoteAddress(context.env), (name) => context.req.header(name))
        ? viewer(await accounts.owner.account(), await accounts.owner.formSecret())
        : null;
    const token = sessionToken(context, options.accounts);
    const signedIn = token === null ? null : await accounts.sessions.find(token);
    return signedIn === null || token === null ? null : viewer(signedIn.account, token);
  };
  return async (context, next) => {
    context.set("refuse", refuse);
    context.set("singleUser", singleUser);
    context.set("publicOrigin", options.accounts.publicOrigin);
    const found = await find(context);
    context.set("viewer", found);
    await next();
    // What depends on a session is for nobody else, and no cache in between may keep it.
    if (found !== null && !context.res.headers.has("cache-control"))
      context.res.headers.set("cache-control", "private, no-cache");
    if (!singleUser) context.header("vary", "Cookie", { append: true });
  };
}

/** Who asks; null for nobody in particular. */
export function viewerOf(context: Context): Viewer | null {
  return context.get("viewer") ?? null;
}

/** True for whoever looks after this instance. */
export function isAdmin(context: Context): boolean {
  return viewerOf(context)?.role === "admin";
}

/** The viewer, or the answer to one who is not known or may not do this. */
export function requireRole(context: Context, role: Role): Viewer | Response {
  const viewer = viewerOf(context);
  const refuse = context.get("refuse");
  if (viewer !== null)
    return reaches(viewer.role, role)
      ? viewer
      : refuse(context, 403, "Not allowed", `This takes the role "${role}"; you are a ${viewer.role}.`);
  if (context.get("singleUser"))
    return refuse(
      context,
      403,
      "Not allowed",
      "This instance has one owner, at the machine itself under http://localhost; it knows nobody else.",
    );
  const { path } = context.req;
  if (path.startsWith("/api/")) return problem(context, 401, "Not signed in", `Sign in at /login first.`);
  return context.redirect(`/login?next=${encodeURIComponent(wantedPage(context))}`, 303);
}

/** Where to go on after signing in: the page that was asked for, or the one whose form was sent. */
function wantedPage(context: Context): string {
  if (context.req.method === "GET") {
    const { pathname, search } = new URL(context.req.url);
    return `${pathname}${search}`;
  }
  const referer = context.req.header("referer");
  if (referer === undefined || !URL.canParse(referer)) return "/";
  const { host, pathname, search } = new URL(referer);
  return host === new URL(context.req.url).host ? `${pathname}${search}` : "/";
}

const tagged = etag();

/**
 * Pages for nobody in particular carry an ETag, so that asking again costs no body. Not so `/api`, which has its own and
 * streams of events, whose end nobody must wait for.
 */
export const anonymousEtag: MiddlewareHandler = (context, next) => {
  const { method, path } = context.req;
  const isPage = method === "GET" && !path.startsWith("/api/") && !forEveryone.test(path);
  return isPage && viewerOf(context) === null ? tagged(context, next) : next();
};
