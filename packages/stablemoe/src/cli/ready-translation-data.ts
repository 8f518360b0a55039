import { StableMoeError } from "../tokenizer/error.ts";
import type { ProgressLine } from "./progress-line.ts";
import type { RunSettings } from "./settings.ts";
import { readTranslationManifest } from "./translation-data.ts";

/** The settings of a translation run with the data that it trains on, and their vocabulary. */
export async function withTranslationData(settings: RunSettings, progress: ProgressLine): Promise<RunSettings> {
  const corpus = settings.corpus ?? (await readyData(settings, progress));
  const { vocabSize } = readTranslationManifest(corpus);
  return { ...settings, corpus, vocabSize };
}

async function readyData(_settings: RunSettings, _progress: ProgressLine): Promise<string> {
  throw new StableMoeError("data-missing", "give --corpus DIR with data built by stablemoe data build --parallel");
}
