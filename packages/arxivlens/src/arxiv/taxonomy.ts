/** arXiv's categories: what a code is called, and which codes mean the same. */

import { activeCategories } from "./category-names.ts";

// Two active codes for one subject; arXiv shows the one on the right.
const aliases: Readonly<Record<string, string>> = {
  "cs.NA": "math.NA",
  "cs.SY": "eess.SY",
  "math.IT": "cs.IT",
  "math.MP": "math-ph",
  "q-fin.EC": "econ.GN",
  "stat.TH": "math.ST",
};

// Archives of the nineties that became categories.
const absorbed: Readonly<Record<string, string>> = {
  "acc-phys": "physics.acc-ph",
  "adap-org": "nlin.AO",
  "alg-geom": "math.AG",
  "ao-sci": "physics.ao-ph",
  "atom-ph": "physics.atom-ph",
  "bayes-an": "physics.data-an",
  "chao-dyn": "nlin.CD",
  "chem-ph": "physics.chem-ph",
  "cmp-lg": "cs.CL",
  "comp-gas": "nlin.CG",
  "dg-ga": "math.DG",
  "funct-an": "math.FA",
  "mtrl-th": "cond-mat.mtrl-sci",
  "patt-sol": "nlin.PS",
  "plasm-ph": "physics.plasm-ph",
  "q-alg": "math.QA",
  "solv-int": "nlin.SI",
  "supr-con": "cond-mat.supr-con",
};

// Papers from before their archive had classes keep the bare name.
const bareArchives: Readonly<Record<string, string>> = {
  "astro-ph": "Astrophysics",
  "cond-mat": "Condensed Matter",
  "q-bio": "Quantitative Biology",
};

const canonicalCodes: ReadonlyMap<string, string> = new Map(
  [...activeCategories.keys(), ...[bareArchives, absorbed, aliases].flatMap((codes) => Object.keys(codes))].map(
    (code) => {
      const current = absorbed[code] ?? code;
      return [code.toLowerCase(), aliases[current] ?? current];
    },
  ),
);

/** The official name; the code itself where arXiv has no such category. */
export function categoryName(code: string): string {
  const canonical = canonicalCategory(code);
  return activeCategories.get(canonical) ?? bareArchives[canonical] ?? code;
}

/** The one code for a subject that goes by several, in whatever case it is typed; an unknown code stays as it is. */
export function canonicalCategory(code: string): string {
  return canonicalCodes.get(code.toLowerCase()) ?? code;
}

/** True for an active category, an alias of one, an absorbed archive or a bare one. */
export function isCategory(code: string): boolean {
  const canonical = canonicalCategory(code);
  return activeCategories.has(canonical) || Object.hasOwn(bareArchives, canonical);
}
