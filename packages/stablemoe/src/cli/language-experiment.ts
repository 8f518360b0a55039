import { LanguageModelling } from "../train/language-modelling.ts";
import { evaluate } from "../train/probe.ts";
import { createModel, importedTable, trainingPlan } from "./experiment.ts";
import { prepareData } from "./experiment-data.ts";
import type { PrepareOptions, PreparedExperiment } from "./prepared-experiment.ts";

/** A language model and its text. */
export async function prepareLanguage(options: PrepareOptions): Promise<PreparedExperiment> {
  const { settings, chosen, tokenizerJson, isFresh, say } = options;
  const { backend } = chosen;
  const data = await prepareData(settings, tokenizerJson, say);
  const { tokenizer, frequencies, batches, probe } = data;
  const imported = isFresh ? importedTable(settings, tokenizer.vocabSize) : {};
  const model = createModel(settings, tokenizer, backend, { frequencies, ...imported });
  const { moe } = model.config;
  return {
    model,
    task: new LanguageModelling({ model, backend, batches, probe, plan: trainingPlan(settings) }),
    tokenizerJson: tokenizer.toJson(),
    text: `${data.trainTokens.toLocaleString("en")} training tokens of ${data.documents.toLocaleString("en")} documents`,
    derived: { model: { numExperts: moe?.numExperts ?? 0, moeAfter: moe?.after ?? [] } },
    outcome() {
      const { loss, tokens } = evaluate(model, backend, data.valid, settings.batch);
      return { validLoss: loss, validTokens: tokens, unigramEntropy: data.unigram(data.valid) };
    },
    close: () => data.close(),
  };
}
