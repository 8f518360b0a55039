import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Who may import whom, as data: the table of ARCHITECTURE.md. A cell is a package or a folder of one; `type x` grants
 * type-only imports. A folder named on the left may always import itself.
 */
const table: Readonly<Record<string, readonly string[]>> = {
  tensor: [],
  kernels: ["tensor"],
  "stablemoe/tokenizer": [],
  "stablemoe/nn": ["tensor"],
  "stablemoe/moe": ["tensor", "stablemoe/nn"],
  "stablemoe/models": ["tensor", "stablemoe/nn", "stablemoe/moe"],
  "stablemoe/data": ["tensor", "stablemoe/tokenizer"],
  "stablemoe/analysis": ["stablemoe/moe", "stablemoe/tokenizer"],
  "stablemoe/train": [
    "tensor",
    "stablemoe/nn",
    "stablemoe/moe",
    "stablemoe/models",
    "stablemoe/data",
    "stablemoe/tokenizer",
    "stablemoe/analysis",
  ],
  "stablemoe/export": ["tensor", "stablemoe/nn", "stablemoe/moe", "stablemoe/models", "stablemoe/tokenizer"],
  "stablemoe/scoring": ["tensor", "stablemoe/tokenizer"],
  "stablemoe/report": ["stablemoe/moe", "stablemoe/analysis", "stablemoe/train"],
  "stablemoe/cli": [
    "tensor",
    "kernels",
    "stablemoe/tokenizer",
    "stablemoe/nn",
    "stablemoe/moe",
    "stablemoe/models",
    "stablemoe/data",
    "stablemoe/analysis",
    "stablemoe/train",
    "stablemoe/export",
    "stablemoe/report",
    "stablemoe/scoring",
  ],
  "stablemoe/index.ts": [
    "stablemoe/tokenizer",
    "stablemoe/nn",
    "stablemoe/moe",
    "stablemoe/models",
    "stablemoe/data",
    "stablemoe/analysis",
    "stablemoe/train",
    "stablemoe/export",
    "stablemoe/report",
    "stablemoe/scoring",
  ],
  "arxivlens/arxiv": [],
  "arxivlens/sources": ["arxivlens/arxiv"],
  "arxivlens/store": ["arxivlens/arxiv", "arxivlens/search"],
  "arxivlens/search": ["arxivlens/arxiv"],
  "arxivlens/graph": ["arxivlens/arxiv"],
  "arxivlens/likeness": ["arxivlens/arxiv", "arxivlens/search", "arxivlens/graph"],
  "arxivlens/lab": [],
  "arxivlens/accounts": ["arxivlens/arxiv", "arxivlens/store"],
  "arxivlens/shelf": ["arxivlens/arxiv", "arxivlens/store", "arxivlens/search"],
  "arxivlens/discussion": ["arxivlens/arxiv", "arxivlens/store"],
  "arxivlens/pipeline": [
    "arxivlens/arxiv",
    "arxivlens/sources",
    "arxivlens/store",
    "arxivlens/search",
    "arxivlens/graph",
    "arxivlens/accounts",
  ],
  "arxivlens/api": [
    "arxivlens/arxiv",
    "arxivlens/store",
    "arxivlens/search",
    "arxivlens/graph",
    "arxivlens/likeness",
    "arxivlens/lab",
    "arxivlens/discussion",
    "arxivlens/accounts",
    "arxivlens/shelf",
  ],
  "arxivlens/cli": [
    "arxivlens/arxiv",
    "arxivlens/sources",
    "arxivlens/store",
    "arxivlens/search",
    "arxivlens/graph",
    "arxivlens/likeness",
    "arxivlens/lab",
    "arxivlens/discussion",
    "arxivlens/accounts",
    "arxivlens/pipeline",
    "arxivlens/api",
  ],
  "arxivlens/index.ts": [
    "arxivlens/arxiv",
    "arxivlens/sources",
    "arxivlens/store",
    "arxivlens/search",
    "arxivlens/graph",
    "arxivlens/likeness",
    "arxivlens/lab",
    "arxivlens/discussion",
    "arxivlens/accounts",
    "arxivlens/pipeline",
    "arxivlens/api",
  ],
  site: ["type arxivlens/api"],
};

/** Package names to cells, by the entry that is imported. */
const entries: Readonly<Record<string, string>> = {
  "@stablemoe/tensor": "tensor",
  "@stablemoe/kernels": "kernels",
  "@stablemoe/kernels/wasm": "kernels",
  stablemoe: "stablemoe/index.ts",
  arxivlens: "arxivlens/index.ts",
  "arxivlens/api": "arxivlens/api",
  "@arxivlens/site": "site",
};

const root = import.meta.dirname;
const packages = readdirSync(join(root, "packages"));

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Cell of a source file: the package, or the first folder (or the index file) below its `src`. */
function cellOf(path: string): string {
  const [, name = "", , first = ""] = relative(root, path).split(/[/\\]/);
  return `${name}/${first}` in table ? `${name}/${first}` : name;
}

const IMPORT =
  /(?:import|export)\s+(type\s)?[^;"']*?from\s*["']([^"']+)["']|import\s*\(\s*["']([^"']+)["']\s*\)|import\s+["']([^"']+)["']/g;

function importsOf(
  path: string,
): { readonly target: string; readonly cell: string | null; readonly typeOnly: boolean }[] {
  return [...readFileSync(path, "utf8").matchAll(IMPORT)].map(([, type, from, dynamic, bare]) => {
    const target = from ?? dynamic ?? bare ?? "";
    const cell = target.startsWith(".") ? cellOf(resolve(dirname(path), target)) : (entries[target] ?? null);
    return { target, cell, typeOnly: type !== undefined };
  });
}

describe("the import table of ARCHITECTURE.md", () => {
  test.each(packages)("every import of %s is one that the table grants", (name) => {
    const offences: string[] = [];
    for (const path of sources(join(root, "packages", name, "src"))) {
      const from = cellOf(path);
      for (const { target, cell, typeOnly } of importsOf(path)) {
        if (cell === null || cell === from) continue;
        const granted = table[from] ?? [];
        if (granted.includes(cell) || (typeOnly && granted.includes(`type ${cell}`))) continue;
        offences.push(`${relative(root, path)}: ${from} may not import ${cell} ("${target}")`);
      }
    }
    expect(offences).toEqual([]);
  });

  test("every folder of a package has a row", () => {
    const cells = packages.flatMap((name) => sources(join(root, "packages", name, "src")).map(cellOf));
    expect([...new Set(cells)].filter((cell) => !(cell in table))).toEqual([]);
  });

  test.each(packages)("%s depends on no package of ours that its folders may not import", (name) => {
    const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    const granted = Object.entries(table)
      .filter(([cell]) => cell === name || cell.startsWith(`${name}/`))
      .flatMap(([, cells]) => cells.map((cell) => cell.replace("type ", "").split("/")[0]));
    const ours = Object.keys(manifest.dependencies ?? {}).flatMap(
      (dependency) => entries[dependency]?.split("/")[0] ?? [],
    );
    expect(ours.filter((dependency) => dependency !== name && !granted.includes(dependency))).toEqual([]);
  });

  test("the table here and the table in ARCHITECTURE.md are the same", () => {
    const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
    for (const [cell, granted] of Object.entries(table)) {
      const wanted = granted.length === 0 ? "nothing" : granted.map((name) => `\`${name}\``).join(" ");
      expect(text, `row of ${cell}`).toContain(`| \`${cell}\` | ${wanted} |`);
    }
  });
});
