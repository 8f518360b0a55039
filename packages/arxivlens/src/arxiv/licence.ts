/** Names of the licences that arXiv papers carry; the record holds only an address. */

const creativeCommons: Readonly<Record<string, string>> = {
  by: "CC BY",
  "by-sa": "CC BY-SA",
  "by-nd": "CC BY-ND",
  "by-nc": "CC BY-NC",
  "by-nc-sa": "CC BY-NC-SA",
  "by-nc-nd": "CC BY-NC-ND",
};

/** "CC BY 4.0" for its address; an address we do not know is its own name. */
export function licenseName(url: string): string {
  const path = url
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/iu, "")
    .replace(/\/+$/u, "")
    .toLowerCase();
  const kind = /^creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)/u.exec(path);
  const name = creativeCommons[kind?.[1] ?? ""];
  if (name !== undefined) return `${name} ${kind?.[2] ?? ""}`;
  const publicDomain = /^creativecommons\.org\/(?:publicdomain\/zero\/(\d\.\d)|(?:licenses\/)?publicdomain)/u.exec(
    path,
  );
  if (publicDomain !== null) return publicDomain[1] === undefined ? "Public domain" : `CC0 ${publicDomain[1]}`;
  if (path.startsWith("arxiv.org/licenses/nonexclusive-distrib")) return "arXiv non-exclusive distribution licence";
  if (path.startsWith("arxiv.org/licenses/assumed-1991-2003")) return "Assumed arXiv licence, 1991-2003";
  return url.trim();
}

/** A licence whatever its version. */
export interface Licence {
  /** As queries write it: `cc-by`. */
  readonly value: string;
  readonly name: string;
  /** Address of the licence without its version. */
  readonly uri: string;
}

export const knownLicences: readonly Licence[] = [
  ...Object.entries(creativeCommons).map(([kind, name]) => ({
    value: `cc-${kind}`,
    name,
    uri: `https://creativecommons.org/licenses/${kind}/`,
  })),
  { value: "cc0", name: "CC0", uri: "https://creativecommons.org/publicdomain/zero/" },
  { value: "public-domain", name: "Public domain", uri: "https://creativecommons.org/licenses/publicdomain/" },
  {
    value: "arxiv-nonexclusive",
    name: "arXiv non-exclusive distribution licence",
    uri: "https://arxiv.org/licenses/nonexclusive-distrib/",
  },
  {
    value: "arxiv-assumed",
    name: "Assumed arXiv licence, 1991-2003",
    uri: "https://arxiv.org/licenses/assumed-1991-2003/",
  },
];

/** The licence that a text means: its value, its name with or without version, or its address; null for any other. */
export function findLicence(text: string): Licence | null {
  const asked = spelled(text.includes("/") ? (licenceAt(text) ?? text) : text);
  return knownLicences.find(({ value, name }) => asked === spelled(value) || asked === spelled(name)) ?? null;
}

/** The name of the licence at an address that may lack its version. */
function licenceAt(address: string): string | null {
  const bare = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/iu, "").replace(/\/+$/u, "");
  const whole = knownLicences.find(({ uri }) => bare(uri) === bare(address.trim().toLowerCase()));
  return whole?.name ?? licenseName(address);
}

/** Letters and digits alone, without a version. */
const spelled = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\d+\.\d+/gu, "")
    .replaceAll(/[^a-z\d]/gu, "");
