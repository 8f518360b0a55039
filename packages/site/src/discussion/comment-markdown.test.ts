import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { commentExcerpt, commentHtml } from "./comment-markdown.ts";

const anchor = (source: string): string => /<a [^>]*>/u.exec(commentHtml(source))?.[0] ?? "";

describe("Markdown of comments", () => {
  test("is CommonMark with tables, and headings are none of the page", () => {
    expect(commentHtml("# One\n\n*a* **b** ~~c~~ `d`\n\n- e\n\n> f")).toBe(
      '<p class="comment-heading">One</p>\n<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n<ul>\n<li>e</li>\n</ul>\n<blockquote>\n<p>f</p>\n</blockquote>\n',
    );
    expect(commentHtml("| a | b |\n|--:|---|\n| 1 | 2 |")).toContain("<th>a</th>");
  });

  test("code keeps its signs and takes no class from the author", () => {
    expect(commentHtml("```html onload=x\n<b>$x$</b>\n```")).toBe("<pre><code>&lt;b&gt;$x$&lt;/b&gt;\n</code></pre>\n");
  });

  test("formulas are MathML, in a line and on their own, and signs in them are no Markdown", () => {
    expect(commentHtml("so $a_1 * b_2 * c$ holds")).toContain("<math");
    expect(commentHtml("so $a_1 * b_2 * c$ holds")).not.toContain("<em>");
    const display = commentHtml("$$\n\\frac{a}{b}\n= c\n- d\n$$");
    expect(display).toContain('<p class="math-display"><span class="math">');
    expect(display).toContain("<mfrac>");
    expect(display).not.toMatch(/<h\d|<ul/u);
    expect(commentHtml("see $$x^2$$ here")).toContain('<span class="math-display">');
  });

  test("one bad formula is its source, and hides nothing of the rest", () => {
    const html = commentHtml("first $\\broken{$ then $x^2$ and **more**");
    expect(html).toContain('<code class="formula-source">\\broken{</code>');
    expect(html).toContain("<msup>");
    expect(html).toContain("<strong>more</strong>");
  });

  test("money, escaped signs and signs without a partner are text", () => {
    for (const text of ["between $5 and $10", "\\$x\\$", "only one $ here", "$ spaced $"])
      expect(commentHtml(text)).not.toContain("<math");
  });

  test("definitions, links and pictures inside formulas are not followed", () => {
    expect(commentHtml("$\\def\\a{x}\\a$")).toContain("formula-source");
    for (const tex of [
      "\\href{javascript:alert(1)}{x}",
      "\\includegraphics{https://evil.test/x.png}",
      "\\htmlStyle{color:red}{x}",
    ])
      expect(commentHtml(`$${tex}$`)).not.toMatch(/<a|<img|href=|src=|style=/u);
  });

  test("formulas have the colour of the page, which can be read in every theme", () => {
    expect(commentHtml("$\\textcolor{white}{x} + \\colorbox{yellow}{y}$")).not.toMatch(
      /mathcolor|mathbackground| style=/u,
    );
  });

  test("links are to the web, to mail and to this site, and pass nothing on", () => {
    expect(anchor("[x](https://example.org/a?b=1&c=2)")).toBe(
      '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">',
    );
    expect(anchor("see https://example.org.")).toBe('<a href="https://example.org" rel="nofollow ugc noopener">');
    expect(anchor("[x](/search?q=a)")).toBe('<a href="/search?q=a">');
    expect(anchor("<mailto:a@b.test>")).toContain('href="mailto:a@b.test"');
    for (const bad of [
      "[x](javascript:alert(1))",
      "[x](JaVaScRiPt:alert(1))",
      "[x](java&#115;cript:alert(1))",
      "[x](data:text/html,hi)",
      "[x](vbscript:x)",
      "[x](//evil.test/x)",
      "[x](\\\\evil.test)",
      "<javascript:alert(1)>",
      "[x](file:///etc/passwd)",
      "![x](javascript:alert(1))",
    ])
      expect(commentHtml(bad), bad).not.toContain("<a");
  });

  test("a backslash cannot turn an address of this site into one elsewhere", () => {
    expect(anchor("[x](/\\evil.test)")).toBe('<a href="/%5Cevil.test">');
  });

  test("pictures are links to them, and never loaded", () => {
    expect(commentHtml("![a plot](https://example.org/p.png)")).toBe(
      '<p><a href="https://example.org/p.png" rel="nofollow ugc noopener">image: a plot</a></p>\n',
    );
    expect(commentHtml("[![a](https://e.test/p.png)](https://e.test/)")).toContain(">image: a</a>");
  });

  test("a link without words shows its address, and one without an address is text", () => {
    expect(commentHtml("[](https://example.org/a)")).toContain(">https://example.org/a</a>");
    expect(commentHtml("[ ** ](/abs/1)")).toContain("</a>");
    expect(commentHtml("[text]() and ![alt]()")).toBe("<p>text and image: alt</p>\n");
  });

  test("identifiers and addresses of arXiv lead to pages here", () => {
    expect(anchor("see arXiv:2204.08396v2, and")).toBe('<a href="/abs/2204.08396">');
    expect(anchor("see 1706.03762.")).toBe('<a href="/abs/1706.03762">');
    expect(anchor("hep-th/9901001 says")).toBe('<a href="/abs/hep-th/9901001">');
    expect(anchor("https://arxiv.org/abs/2204.08396v1")).toBe('<a href="/abs/2204.08396">');
    expect(anchor("[the paper](https://arxiv.org/pdf/2204.08396.pdf)")).toBe('<a href="/abs/2204.08396">');
    for (const number of ["1234.5678", "12.2204.08396", "2204.08396.1", "x2204.08396", "`2204.08396`", "2213.08396"])
      expect(commentHtml(number), number).not.toContain("<a");
  });

  test("lists show the beginning as one plain line", () => {
    expect(commentExcerpt("# Title\n\n- **bold** [link](https://x.test)\n> quoted", 80)).toBe("Title bold link quoted");
    expect(commentExcerpt("one two three four", 9)).toBe("one two t…");
  });
});

describe("whatever somebody types into a comment", () => {
  const bits = fc.constantFrom(
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "https://evil.test/x.png",
    "//evil.test",
    "![",
    "](",
    ")",
    "[",
    "]",
    "<",
    ">",
    "$",
    "$$",
    "`",
    "```",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "---",
    "*",
    "_",
    "~~",
    "\\",
    "&#106;",
    "&lt;script&gt;",
    "\\href{javascript:alert(1)}{x}",
    "\\url{https://evil.test}",
    "\\htmlClass{a}{b}",
    "\\includegraphics[height=1em]{https://evil.test/a.png}",
    "\\color{red}",
    "\\frac",
    "{",
    "}",
    "\\text{<b>}",
    "^",
    "é",
    "𝛼",
    "arXiv:2204.08396",
    "http://arxiv.org/abs/1706.03762",
    " ",
    "\t",
    "\u0000",
    "\u202E",
    "style=",
    "data:text/html,<script>",
    "[a]: javascript:alert(1)\n",
    "<a href='x'>",
    "]]>",
    "<!--",
    "<style>*{}</style>",
  );
  const texts = fc.oneof(
    fc.array(bits, { maxLength: 30 }).map((parts) => parts.join("")),
    fc.string({ unit: "grapheme", maxLength: 200 }),
  );
  const allowed =
    /^<\/?(?:p|em|strong|s|code|pre|ul|ol|li|blockquote|hr|br|a|table|thead|tbody|tr|th|td|span|math|semantics|annotation|m[a-z]+)(?: [a-zA-Z-]+="[^"<>]*")*\s*\/?>$/u;

  test("no element, attribute or address comes out but those that comments have", () => {
    fc.assert(
      fc.property(texts, (source) => {
        const html = commentHtml(source);
        for (const [tag] of html.matchAll(/<[^>]*>?/gu)) {
          expect(tag).toMatch(allowed);
          expect(tag).not.toMatch(/ (?:on\w+|style|src|srcset|action|formaction|id|name)=/iu);
          const href = / (?:xlink:)?href="([^"]*)"/u.exec(tag)?.[1];
          if (href !== undefined) {
            expect(tag.startsWith("<a ")).toBe(true);
            expect(href).toMatch(/^(?:https?:\/\/|mailto:|\/(?![/\\])|#)/u);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("elements close in order, so that nothing of a comment reaches beyond it", () => {
    fc.assert(
      fc.property(texts, (source) => {
        const open: string[] = [];
        for (const [, slash, name = "", rest = ""] of commentHtml(source).matchAll(/<(\/?)([a-z]+)([^>]*)>/gu)) {
          if (slash === "/") expect(open.pop()).toBe(name);
          else if (!["hr", "br"].includes(name) && !rest.endsWith("/")) open.push(name);
        }
        expect(open).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["quotations", ">".repeat(10_000)],
    ["lists", "- ".repeat(5_000)],
    ["brackets", "[".repeat(10_000)],
    ["links", "[a](".repeat(2_500)],
    ["emphasis", "*a_ ".repeat(2_500)],
    ["code signs", "`a``".repeat(2_500)],
    ["dollar signs", "$a ".repeat(3_300)],
    ["nested formulas", `$${"{".repeat(480)}x${"}".repeat(480)}$`],
    ["nested roots", `$${"\\sqrt{".repeat(140)}x${"}".repeat(140)}$`],
    ["many formulas", "$\\frac{a}{b}$ ".repeat(700)],
    ["a macro bomb", "$\\gdef\\a{xx}\\gdef\\b{\\a\\a\\a\\a}\\gdef\\c{\\b\\b\\b\\b}\\c\\c\\c$"],
    ["a wide table", `|${"a|".repeat(2_000)}\n|${"-|".repeat(2_000)}\n|x|`],
    ["a long table", `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${"|\n".repeat(3_000)}`],
    ["too much of everything", "a**b_c`d$e[f](".repeat(50_000)],
    ["references", Array.from({ length: 300 }, (_, at) => `[${at}]: /a\n[${at}]`).join("\n")],
  ])("a bomb of %s ends, and what comes out is bounded", (_name, source) => {
    const html = commentHtml(source);
    expect(html.length).toBeLessThanOrEqual(400_100);
    let depth = 0;
    let deepest = 0;
    for (const [tag] of html.matchAll(/<\/?[a-z][^>]*>/gu)) {
      if (/^<[hb]r/u.test(tag) || tag.endsWith("/>")) continue;
      depth += tag.startsWith("</") ? -1 : 1;
      deepest = Math.max(deepest, depth);
    }
    expect(deepest).toBeLessThan(110);
  });
});
