import { activeCategories } from "../category-names.ts";
import { canonicalCategory } from "../taxonomy.ts";

/** Names of archives before their categories, as Dublin Core writes them: "Computer Science - Information Theory". */
const archiveNames: Readonly<Record<string, string>> = {
  "astro-ph": "Astrophysics",
  "cond-mat": "Condensed Matter",
  cs: "Computer Science",
  econ: "Economics",
  eess: "Electrical Engineering and Systems Science",
  math: "Mathematics",
  nlin: "Nonlinear Sciences",
  physics: "Physics",
  "q-bio": "Quantitative Biology",
  "q-fin": "Quantitative Finance",
  stat: "Statistics",
};

/** Names that categories had before. */
const formerNames: Readonly<Record<string, string>> = {
  "Computer Science - Learning": "cs.LG",
  "Astrophysics - Cosmology and Extragalactic Astrophysics": "astro-ph.CO",
  "Astrophysics - Galaxy Astrophysics": "astro-ph.GA",
  "Astrophysics - Earth and Planetary Astrophysics": "astro-ph.EP",
  "Condensed Matter - Mesoscopic Systems and Quantum Hall Effect": "cond-mat.mes-hall",
  "Computer Science - Computational Engineering, Finance, and Science": "cs.CE",
};

const codes: ReadonlyMap<string, string> = new Map([
  ...[...activeCategories].map(([code, name]) => {
    const archive = archiveNames[code.slice(0, code.indexOf("."))];
    return [archive === undefined ? name : `${archive} - ${name}`, code] as const;
  }),
  ...Object.entries(formerNames),
  ...["astro-ph", "cond-mat", "q-bio"].map((code) => [archiveNames[code] ?? code, code] as const),
]);

/**
 * Categories of Dublin Core subjects, primary first; subjects that are codes of MSC or ACM are left out. An old id names
 * its archive, which stands in where no subject is known.
 */
export function categoriesOfSubjects(subjects: readonly string[], id: string): readonly string[] {
  const known = subjects.flatMap((subject) => codes.get(subject) ?? []);
  if (known.length > 0) return [...new Set(known.map(canonicalCategory))];
  const archive = id.includes("/") ? id.slice(0, id.indexOf("/")) : null;
  return archive === null ? [] : [canonicalCategory(archive)];
}
