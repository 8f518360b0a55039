/**
 * Archives of old-style ids. The order is part of the key numbers in every store: append, never sort or remove.
 * Source: arXiv's description of its identifiers.
 */
export const archives: readonly string[] = [
  ..."acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas".split(" "),
  ..."cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex".split(" "),
  ..."nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con".split(" "),
];
