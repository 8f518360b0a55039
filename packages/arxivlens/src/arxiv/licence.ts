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
