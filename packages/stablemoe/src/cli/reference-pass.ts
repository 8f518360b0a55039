import { type Backend, Tape, tokenLosses } from "@stablemoe/tensor";
import { type SentenceMarks, readPairs } from "../data/parallel/bucketed-batches.ts";
import type { TokenPairs } from "../data/parallel/translation-batch.ts";
import type { TranslationModel } from "../models/mt/translation-model.ts";
import type { TranslationEvaluation } from "../report/translation-evaluation.ts";
import { expertCounts } from "../moe/assignment.ts";
import { pairBatches } from "./translation-experiment.ts";

/** Most tokens of one forward pass. */
const BATCH_TOKENS = 4096;

/** Gives the decoder the references: what they cost the model, and which experts the tokens of each language use. */
export function referencePass(
  model: TranslationModel,
  backend: Backend,
  pairs: TokenPairs,
  rows: readonly number[],
  marks: SentenceMarks,
): Required<Pick<TranslationEvaluation, "references" | "layers" | "by">> {
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
  const total = { loss: 0, tokens: 0, endLoss: 0, ends: 0 };
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
      for (const [i, loss] of tokenLosses(decoded.hidden, model.embeddings, batch.targets).entries()) {
        const target = batch.targets[i]!;
        if (target < 0) continue;
        total.loss += loss;
        total.tokens++;
        if (target !== marks.eosId) continue;
        total.endLoss += loss;
        total.ends++;
      }
      tape.reset();
    }
  }
  return { references: { loss: total.loss / total.tokens, endLoss: total.endLoss / total.ends }, layers, by };
}
