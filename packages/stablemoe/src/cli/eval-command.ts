import { join, resolve } from "node:path";
import { fileToModel } from "../export/checkpoint.ts";
import { evaluate } from "../train/probe.ts";
import { type ChosenBackend, backendFlags, chooseBackend } from "./backends.ts";
import { type Command, type CommandIo, EXIT, UsageError } from "./command.ts";
import { createModel, prepareData } from "./experiment.ts";
import { ProgressLine } from "./progress-line.ts";
import { RunFolder } from "./run-folder.ts";
import { trainRun } from "./training-run.ts";

export const evalCommand: Command = {
  name: "eval",
  summary: "perplexity of a run on the test split, beside its floors",
  usage: "eval RUN [--no-baseline] [--json]",
  flags: {
    "no-baseline": { kind: "switch", summary: "do not train the hash baseline when it is missing" },
    ...backendFlags,
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run({ flags, operands, io }) {
    const [runDir, ...more] = operands;
    if (runDir === undefined || more.length > 0) {
      throw new UsageError("eval takes one run folder, for example runs/tiny-stable-20260101-120000");
    }
    const folder = new RunFolder(resolve(runDir));
    const config = folder.readConfig();
    const tokenizerJson = folder.readTokenizer();
    const progress = new ProgressLine(io, () => performance.now());
    const data = await prepareData(config, tokenizerJson, (text) => progress.show(text));
    const chosen = chooseBackend(flags);
    const { backend } = chosen;
    const score = (source: RunFolder): number => {
      const model = createModel(source.readConfig(), data.tokenizer, backend);
      fileToModel(model, source.readModel());
      return evaluate(model, backend, data.test, config.batch).loss;
    };
    const loss = score(folder);
    const baseline = flags["no-baseline"] === true ? null : await hashBaseline(folder, chosen, tokenizerJson, io);
    const unigramLoss = data.unigram(data.test);
    const hashLoss = baseline === null ? null : score(baseline);
    const result = {
      run: folder.path,
      router: config.router,
      split: "test",
      tokens: data.test.targets.length,
      loss,
      perplexity: Math.exp(loss),
      unigram: { loss: unigramLoss, perplexity: Math.exp(unigramLoss) },
      hash: hashLoss === null ? null : { loss: hashLoss, perplexity: Math.exp(hashLoss), run: baseline?.path },
    };
    if (flags["json"] === true) io.out(`${JSON.stringify(result)}\n`);
    else {
      const rows: [string, number | null][] = [
        [`this run (${config.router})`, loss],
        ["hash router, same size and steps", hashLoss],
        ["unigram", unigramLoss],
      ];
      io.out(`test split, ${result.tokens.toLocaleString("en")} tokens          perplexity   nats/token\n`);
      for (const [name, value] of rows) {
        const figures =
          value === null
            ? "not trained"
            : `${Math.exp(value).toFixed(2).padStart(10)}   ${value.toFixed(4).padStart(10)}`;
        io.out(`${name.padEnd(38)} ${figures}\n`);
      }
    }
    return EXIT.ok;
  },
};

/** The same model with a hash router, trained once on the same data in the same order, beside the run. */
async function hashBaseline(
  folder: RunFolder,
  chosen: ChosenBackend,
  tokenizerJson: string,
  io: CommandIo,
): Promise<RunFolder | null> {
  const config = folder.readConfig();
  if (config.router === "hash") return null;
  const path = join(folder.path, "baselines", "hash");
  const baseline = new RunFolder(path);
  if (baseline.hasModel()) return baseline;
  io.err("training the hash baseline once, for comparison (--no-baseline leaves it out)\n");
  const {
    format: _format,
    name: _name,
    startedAt: _startedAt,
    model: _model,
    parameters: _parameters,
    backend: _backend,
    ...settings
  } = config;
  const identity = {
    name: `${config.name}-hash`,
    path,
    startedAt: new Date().toISOString(),
    tokenizerJson,
  };
  baseline.discard(); // one that was cut off earlier
  const result = await trainRun({ ...settings, router: "hash" }, chosen, identity, io, {
    emit: () => {},
    checkpointEvery: Number.MAX_SAFE_INTEGER,
    detectAnomaly: false,
  });
  return result === null ? null : baseline;
}
