import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { sessionLimits } from "../accounts/sessions.ts";
import type { AccountOptions } from "./options.ts";

type Origin = Pick<AccountOptions, "publicOrigin">;

/** With the prefix browsers take the cookie from this very host and over TLS only; without TLS they would refuse it. */
export function sessionCookieName(origin: Origin): string {
  return isSecure(origin) ? "__Host-arxivlens" : "arxivlens";
}

/** The one cookie of this instance: set at signing in, and at no other time. */
export function setSessionCookie(context: Context, origin: Origin, token: string): void {
  const maxAge = Math.floor(sessionLimits.absoluteMs / 1000);
  setCookie(context, sessionCookieName(origin), token, { ...cookieOptions(origin), maxAge });
}

export function dropSessionCookie(context: Context, origin: Origin): void {
  deleteCookie(context, sessionCookieName(origin), cookieOptions(origin));
}

/** True where readers come over TLS. */
export function isSecure({ publicOrigin }: Origin): boolean {
  return publicOrigin?.startsWith("https://") === true;
}

export function cookieOptions(origin: Origin): CookieOptions {
  return { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(origin) };
}
