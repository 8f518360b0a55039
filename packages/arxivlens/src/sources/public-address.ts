import type { Result } from "../arxiv/errors.ts";

/** An address outside, with what its name stood for when it was checked: whoever connects, connects to one of these. */
export interface PublicAddress {
  readonly url: URL;
  readonly addresses: readonly string[];
}

/** `malformed`: no address of the web; `inside`: of this machine or its network; `unknown`: the name leads nowhere. */
export type AddressIssue = "malformed" | "inside" | "unknown";

/**
 * Checks an address that a reader gave before the server asks it for anything, so that nobody reaches through the server
 * what only the server can reach: this machine, its network, the metadata service of a cloud.
 *
 * @param resolve all addresses of a name, IPv4 and IPv6; the caller connects to what it gave and resolves no second time
 */
export async function publicAddress(
  text: string,
  resolve: (name: string) => Promise<readonly string[]>,
): Promise<Result<PublicAddress, AddressIssue>> {
  if (!URL.canParse(text)) return { ok: false, error: "malformed" };
  const url = new URL(text);
  const odd = url.username !== "" || url.password !== "" || !/^https?:$/u.test(url.protocol);
  if (odd || url.hostname === "") return { ok: false, error: "malformed" };
  const literal = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  if (isAddress(literal))
    return isPublic(literal) ? { ok: true, value: { url, addresses: [literal] } } : { ok: false, error: "inside" };
  // A name without a dot is one of the own network, whatever it stands for.
  if (!literal.replace(/\.$/u, "").includes(".")) return { ok: false, error: "inside" };
  const addresses = await resolve(literal).catch(() => []);
  if (addresses.length === 0) return { ok: false, error: "unknown" };
  // One address inside is enough to refuse: which of them is taken is not decided here.
  return addresses.every(isPublic) ? { ok: true, value: { url, addresses } } : { ok: false, error: "inside" };
}

/** True for addresses of the public internet; false for everything special, and for what is no address. */
export function isPublic(address: string): boolean {
  const four = fourParts(address);
  if (four !== null) return !notPublicFour.some(([prefix, bits]) => startsWith(four, prefix, bits, 8));
  const six = sixParts(address);
  if (six === null) return false;
  // Global unicast is 2000::/3; what maps or tunnels IPv4 inside it could lead back in.
  return startsWith(six, [0x2000], 3, 16) && !notPublicSix.some(([prefix, bits]) => startsWith(six, prefix, bits, 16));
}

const isAddress = (text: string): boolean => fourParts(text) !== null || text.includes(":");

type Range = readonly [prefix: readonly number[], bits: number];

/** Special-purpose blocks of IPv4 (RFC 6890 and its registry), multicast and what is reserved. */
const notPublicFour: readonly Range[] = [
  [[0], 8],
  [[10], 8],
  [[100, 64], 10],
  [[127], 8],
  [[169, 254], 16],
  [[172, 16], 12],
  [[192, 0, 0], 24],
  [[192, 0, 2], 24],
  [[192, 88, 99], 24],
  [[192, 168], 16],
  [[198, 18], 15],
  [[198, 51, 100], 24],
  [[203, 0, 113], 24],
  [[224], 3],
];

/** Inside 2000::/3: Teredo and other protocol assignments, documentation, 6to4. */
const notPublicSix: readonly Range[] = [
  [[0x2001, 0], 23],
  [[0x2001, 0xdb8], 32],
  [[0x2002], 16],
  [[0x3fff], 20],
];

function startsWith(parts: readonly number[], prefix: readonly number[], bits: number, partBits: number): boolean {
  for (let index = 0; index * partBits < bits; index++) {
    const drop = Math.max(0, (index + 1) * partBits - bits);
    if ((parts[index] ?? 0) >> drop !== (prefix[index] ?? 0) >> drop) return false;
  }
  return true;
}

function fourParts(text: string): readonly number[] | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(text)?.slice(1).map(Number);
  return parts === undefined || parts.some((part) => part > 255) ? null : parts;
}

function sixParts(text: string): readonly number[] | null {
  const [head = "", tail, ...more] = text.toLowerCase().split("::");
  if (more.length > 0) return null;
  const groups = (half: string): readonly string[] => (half === "" ? [] : half.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...before, ...Array.from({ length: tail === undefined ? 0 : missing }, () => "0"), ...after];
  return all.every((group) => /^[0-9a-f]{1,4}$/u.test(group)) ? all.map((group) => Number.parseInt(group, 16)) : null;
}
