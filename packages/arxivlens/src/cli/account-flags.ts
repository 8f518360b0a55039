import { randomBytes } from "node:crypto";
import type { AccountOptions } from "../api/options.ts";
import { isLoopback } from "../api/local-request.ts";
import type { FlagSpec, ParsedFlags } from "./command.ts";
import { argon2Hasher } from "./argon2-hasher.ts";

/** Flags of `serve` that say who may read here. */
export const accountFlags: Readonly<Record<string, FlagSpec>> = {
  accounts: {
    type: "switch",
    summary: "readers sign in; always so where --host is not this machine (otherwise you are the owner, without login)",
  },
  "public-url": {
    type: "text",
    value: "URL",
    summary: "address under which readers see this server, for example https://lens.example.org behind a proxy",
  },
};

/** How people are told apart, by flags; a message for people where these contradict themselves. */
export function accountOptions(flags: ParsedFlags, host: string): AccountOptions | string {
  const given = flags.text("public-url");
  const publicOrigin = given === null ? null : originOf(given);
  if (given !== null && publicOrigin === null)
    return `--public-url ${given}: give an address as https://lens.example.org, without a path`;
  const open = flags.has("accounts") || !isThisMachine(host);
  return {
    mode: open ? "accounts" : "single-user",
    randomBytes: (length) => randomBytes(length),
    passwords: argon2Hasher(),
    publicOrigin,
  };
}

function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname, search, hash } = new URL(text);
  const plain = pathname === "/" && search === "" && hash === "";
  return plain && (protocol === "https:" || protocol === "http:") ? origin : null;
}

const isThisMachine = (host: string): boolean => host === "localhost" || isLoopback(host);
