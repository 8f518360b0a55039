import { resolve } from "node:path";
import { fileToModel } from "../export/checkpoint.ts";
import { generate } from "../models/lm/generate.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { backendFlags, chooseBackend } from "./backends.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { createModel } from "./experiment.ts";
import { RunFolder, readWeights, weightsFlag } from "./run-folder.ts";
import { isTranslation } from "./settings.ts";

export const generateCommand: Command = {
  name: "generate",
  summary: "continue a text with a trained run",
  usage: 'generate RUN --prompt "TEXT" [--max-tokens 100] [--temperature 0.8] [--top-k 40] [--json]',
  flags: {
    prompt: { kind: "text", value: "TEXT", summary: "text to continue" },
    "max-tokens": { kind: "integer", summary: "tokens at most (default 100)" },
    temperature: { kind: "number", summary: "0 = always the most likely token (default 0.8)" },
    "top-k": { kind: "integer", summary: "sample among so many candidates, 0 = all (default 40)" },
    "top-p": { kind: "number", summary: "sample among the fewest that reach this probability (default 1 = all)" },
    "repetition-penalty": { kind: "number", summary: "above 1, tokens of the text become less likely (default 1)" },
    "no-cache": { kind: "switch", summary: "run the whole text at every step: slower, same tokens" },
    seed: { kind: "integer", summary: "of the draws (default 1)" },
    ...weightsFlag,
    ...backendFlags,
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run({ flags, operands, io }) {
    const [runDir, ...more] = operands;
    const prompt = flags["prompt"];
    if (runDir === undefined || more.length > 0 || typeof prompt !== "string" || prompt === "") {
      throw new UsageError('generate takes a run folder and --prompt "TEXT"');
    }
    const weights = readWeights(flags);
    const folder = new RunFolder(resolve(runDir));
    const config = folder.readConfig();
    if (isTranslation(config)) {
      throw new StableMoeError(
        "no-language-model",
        `${folder.path} is a translation model; translate with: stablemoe translate ${runDir}`,
      );
    }
    const tokenizer = BpeTokenizer.fromJson(folder.readTokenizer());
    const { backend } = chooseBackend(flags);
    const model = createModel(config, tokenizer, backend);
    fileToModel(model, folder.readModel(weights));
    const ids = tokenizer.encode(prompt);
    const json = flags["json"] === true;
    const drawn: number[] = [];
    let shown = prompt;
    if (!json) io.out(prompt);
    for (const id of generate(model, backend, ids, {
      maxTokens: (flags["max-tokens"] as number | undefined) ?? 100,
      temperature: (flags["temperature"] as number | undefined) ?? 0.8,
      topK: (flags["top-k"] as number | undefined) ?? 40,
      topP: (flags["top-p"] as number | undefined) ?? 1,
      repetitionPenalty: (flags["repetition-penalty"] as number | undefined) ?? 1,
      cached: flags["no-cache"] !== true,
      seed: (flags["seed"] as number | undefined) ?? 1,
      eosId: tokenizer.eosId,
    })) {
      drawn.push(id);
      if (io.stopRequested()) return EXIT.interrupted;
      if (json) continue;
      // A character may be spread over several tokens, so the whole is decoded and what is new is shown.
      const text = tokenizer.decode([...ids, ...drawn]);
      if (text.endsWith("\ufffd")) continue;
      io.out(text.slice(shown.length));
      shown = text;
      await new Promise((done) => setImmediate(done));
    }
    if (json)
      io.out(
        `${JSON.stringify({ run: folder.path, prompt, text: tokenizer.decode([...ids, ...drawn]), tokens: drawn })}\n`,
      );
    else io.out("\n");
    return EXIT.ok;
  },
};
