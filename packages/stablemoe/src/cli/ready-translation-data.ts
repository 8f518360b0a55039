import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandIo } from "./command.ts";
import { buildParallel } from "./parallel-data.ts";
import { editorStrings } from "./parallel-sources/editor-strings.ts";
import { getParallel } from "./parallel-sources/get-parallel.ts";
import { runTool } from "./parallel-sources/run-tool.ts";
import { ProgressLine } from "./progress-line.ts";
import type { RunSettings } from "./settings.ts";
import { readTranslationManifest } from "./translation-data.ts";

/** Where data that nobody built by hand are kept, beside the runs that use them. */
const DATA_FOLDER = join("runs", "data");

/** The settings of a translation run with the data that it trains on, and their vocabulary. */
export async function withTranslationData(settings: RunSettings, io: CommandIo): Promise<RunSettings> {
  const corpus = settings.corpus ?? (await readyData(settings, io));
  const { vocabSize } = readTranslationManifest(corpus);
  return { ...settings, corpus, vocabSize };
}

/** Public parallel text from npm, built for the settings; got and built once for all runs that want the same. */
async function readyData({ directions, vocabSize, sequenceLength }: RunSettings, io: CommandIo): Promise<string> {
  const built = join(
    DATA_FOLDER,
    `${editorStrings.name}-${directions.replaceAll(",", "+")}-${vocabSize}-${sequenceLength}`,
  );
  if (existsSync(built)) return built;
  const progress = new ProgressLine(io, () => performance.now());
  const text = join(DATA_FOLDER, editorStrings.name);
  if (!existsSync(text)) {
    progress.note(`getting ${editorStrings.name} by npm, since no --corpus was given`);
    await getParallel(editorStrings, { out: text, languages: null, run: runTool, say: (line) => progress.show(line) });
  }
  const flags = { parallel: [text], out: built, directions, "vocab-size": vocabSize, "max-length": sequenceLength };
  await buildParallel({ flags, operands: [], io: { ...io, out: () => {} } });
  return built;
}
