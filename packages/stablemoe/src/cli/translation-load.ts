import { type Backend, Tape } from "@stablemoe/tensor";
import { type SentenceMarks, readPairs } from "../data/parallel/bucketed-batches.ts";
import type { TokenPairs } from "../data/parallel/translation-batch.ts";
import type { TranslationModel } from "../models/mt/translation-model.ts";
import type { TranslationEvaluation } from "../report/translation-evaluation.ts";
import { expertCounts } from "../moe/assignment.ts";
import { pairBatches } from "./translation-experiment.ts";

/** Most tokens of one forward pass. */
const BATCH_TOKENS = 4096;

/** Which experts the tokens of each language use, with references given to the decoder. */
export function loadByLanguage(
  model: TranslationModel,
  backend: Backend,
  pairs: TokenPairs,
  rows: readonly number[],
  marks: SentenceMarks,
): Pick<TranslationEvaluation, "layers" | "by"> {
  const sides = (side: "source" | "target"): readonly string[] => [
    ...new Set(pairs.directions.map((direction) => direction[side])),
  ];
  const by = sides("source").length >= sides("target").length ? "source" : "target";
  const languages = sides(by);
  const numExperts = model.moeLayers[0]?.router.numExperts ?? 0;
  const layers = model.moeLayers.map(({ name }) => ({
    name,
    languages,
    counts: languages.map(() => Array.from({ length: numExperts }, () => 0)),
  }));
  if (layers.length === 0) return { layers, by };
  const tape = new Tape(backend, { recording: false });
  for (const [row, language] of languages.entries()) {
    const own = rows.filter((pair) => pairs.directions[pairs.directionOf(pair)]![by] === language);
    for (const part of pairBatches(pairs, own, BATCH_TOKENS)) {
      const batch = readPairs(pairs, part, marks);
      const encoded = model.encode(tape, batch, "infer");
      const decoded = model.decode(tape, batch, encoded, "infer");
      for (const [i, { routing }] of [...encoded.layers, ...decoded.layers].entries()) {
        const counts = layers[i]!.counts[row]!;
        expertCounts(routing.assignment).forEach((n, expert) => (counts[expert] = counts[expert]! + n));
      }
      tape.reset();
    }
  }
  return { layers, by };
}
