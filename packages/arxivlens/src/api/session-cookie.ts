import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { sessionLimits } from "../accounts/sessions.ts";
import type { AccountOptions } from "./options.ts";

type Origin = Pick<AccountOptions, "publicOrigin">;

/** With the prefix browsers take a cookie from this very host and over TLS only; without TLS they would refuse it. */
const named = (origin: Origin, name: string): string => (isSecure(origin) ? `__Host-${name}` : name);

/** Name of the cookie by which a session is known. */
export function sessionCookieName(origin: Origin): string {
  return named(origin, "arxivlens");
}

/** Set at signing in, and at no other time. */
export function setSessionCookie(context: Context, origin: Origin, token: string): void {
  const maxAge = Math.floor(sessionLimits.absoluteMs / 1000);
  setCookie(context, sessionCookieName(origin), token, { ...cookieOptions(origin), maxAge });
}

export function sessionToken(context: Context, origin: Origin): string | null {
  return getCookie(context, sessionCookieName(origin)) ?? null;
}

export function dropSessionCookie(context: Context, origin: Origin): void {
  deleteCookie(context, sessionCookieName(origin), cookieOptions(origin));
}

/** Minutes that somebody has for signing in at the identity provider. */
export const flowMinutes = 10;

/** Name of the cookie that ties the way to an identity provider and back to one browser. */
export function flowCookieName(origin: Origin): string {
  return named(origin, "arxivlens-way");
}

export function setFlowCookie(context: Context, origin: Origin, value: string): void {
  setCookie(context, flowCookieName(origin), value, { ...cookieOptions(origin), maxAge: flowMinutes * 60 });
}

/** Its value, once: it is dropped as it is read. */
export function takeFlowCookie(context: Context, origin: Origin): string | null {
  const value = getCookie(context, flowCookieName(origin)) ?? null;
  if (value !== null) deleteCookie(context, flowCookieName(origin), cookieOptions(origin));
  return value;
}

/** True where readers come over TLS. */
export function isSecure({ publicOrigin }: Origin): boolean {
  return publicOrigin?.startsWith("https://") === true;
}

function cookieOptions(origin: Origin): CookieOptions {
  return { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(origin) };
}
