import type { MarkdownIt, StateCore, Token } from "markdown-it";

const foreign = 'rel="nofollow ugc noopener"';

/** Web and mail addresses, and addresses of this site; no scheme that a browser would run, no host by two slashes. */
export function isSafeAddress(url: string): boolean {
  return /^(?:https?:\/\/[^/\s\\]|mailto:[^\s/])/iu.test(url) || /^\/(?![/\\])/u.test(url) || /^#[\w-]/u.test(url);
}

/** Links without a trace for the linked, images as links, identifiers of arXiv as links to pages here. */
export function tameLinks(markdown: MarkdownIt): void {
  markdown.validateLink = isSafeAddress;
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  markdown.core.ruler.push("tame_links", ({ tokens, Token: TokenClass }: StateCore) => {
    for (const token of tokens)
      if (token.type === "inline" && token.children !== null)
        token.children = tamed(token.children, (type, tag, nesting) => new TokenClass(type, tag, nesting));
  });
  markdown.renderer.rules["link_open"] = (tokens, at) => {
    const href = attribute(tokens[at], "href");
    const title = attribute(tokens[at], "title");
    const { escapeHtml } = markdown.utils;
    const relation = /^[/#]/u.test(href) ? "" : ` ${foreign}`;
    return `<a href="${escapeHtml(href)}"${title === "" ? "" : ` title="${escapeHtml(title)}"`}${relation}>`;
  };
}

const attribute = (token: Token | undefined, name: string): string => String(token?.attrGet(name) ?? "");

type CreateToken = (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

function tamed(tokens: readonly Token[], create: CreateToken): Token[] {
  let link: { readonly href: string; readonly at: number } | null = null;
  const result: Token[] = [];
  for (const token of tokens) {
    if (token.type === "link_open") {
      const href = pageOfArxivAddress(attribute(token, "href")) ?? attribute(token, "href");
      token.attrSet("href", href);
      link = { href, at: result.length };
      // An address that says nothing leads nowhere; what was to be the link is text.
      if (href !== "") result.push(token);
    } else if (token.type === "link_close") {
      // A link without words could be neither seen nor heard; its address stands in for them.
      if (link !== null && link.href !== "" && isSilent(result.slice(link.at + 1)))
        result.push(textToken(link.href, create));
      if (link?.href !== "") result.push(token);
      link = null;
    } else if (token.type === "image") {
      const text = textToken(token.content === "" ? "image" : `image: ${token.content}`, create);
      const source = attribute(token, "src");
      // No page may ask another host for anything, so a picture is an address that the reader may follow.
      if (link !== null || source === "") result.push(text);
      else result.push(...linked(source, text, create));
    } else if (token.type === "text" && link === null) result.push(...linkedIdentifiers(token, create));
    else result.push(token);
  }
  return result;
}

const isSilent = (tokens: readonly Token[]): boolean =>
  tokens.every(({ type, content }) => type !== "formula" && content.trim() === "");

/** `/abs/...` for an address of a paper at arXiv; null for any other. */
function pageOfArxivAddress(href: string): string | null {
  const match =
    /^https?:\/\/(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\/((?:[a-z-]+(?:\.[A-Z]{2})?\/)?\d[\d.]{4,9}\d)(?:v\d+)?(?:\.pdf)?$/iu.exec(
      href,
    );
  return match?.[1] === undefined ? null : `/abs/${match[1]}`;
}

// New identifiers had four digits until 2014 and have five since; anything else may be an ordinary number.
const month = "(?:0[1-9]|1[0-2])";
const newIdentifier = `(?:(?:0[7-9]|1[0-4])${month}\\.\\d{4}|(?:1[5-9]|[2-9]\\d)${month}\\.\\d{5})`;
const oldIdentifier = `(?:astro-ph|cond-mat|cs|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|nlin|nucl-ex|nucl-th|physics|q-bio|quant-ph|stat)(?:\\.[A-Z]{2})?/\\d{2}${month}\\d{3}`;
const identifier = new RegExp(
  `(?<![\\p{L}\\p{N}./:_-])(?:arxiv:\\s?)?(${newIdentifier}|${oldIdentifier})(?:v\\d{1,2})?(?![\\p{L}\\p{N}/_-]|\\.\\d)`,
  "giu",
);

function linkedIdentifiers(token: Token, create: CreateToken): Token[] {
  const text = token.content;
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(identifier)) {
    if (match.index > end) tokens.push(textToken(text.slice(end, match.index), create));
    tokens.push(...linked(`/abs/${match[1] ?? ""}`, textToken(match[0], create), create));
    end = match.index + match[0].length;
  }
  if (end === 0) return [token];
  if (end < text.length) tokens.push(textToken(text.slice(end), create));
  return tokens;
}

function linked(href: string, text: Token, create: CreateToken): Token[] {
  const open = create("link_open", "a", 1);
  open.attrSet("href", href);
  return [open, text, create("link_close", "a", -1)];
}

function textToken(content: string, create: CreateToken): Token {
  const token = create("text", "", 0);
  token.content = content;
  return token;
}
