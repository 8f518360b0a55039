/** Every archive that ever numbered papers of its own, as they stand before the slash of an old identifier. */
export const archives: ReadonlySet<string> = new Set(
  `acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga
  funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph
  q-alg q-bio quant-ph solv-int supr-con`.split(/\s+/u),
);

/** Archives whose old identifiers may name a subject class, which is not part of the canonical form. */
export const archivesWithClasses: ReadonlySet<string> = new Set([
  "astro-ph",
  "cond-mat",
  "cs",
  "math",
  "nlin",
  "physics",
  "q-bio",
]);
