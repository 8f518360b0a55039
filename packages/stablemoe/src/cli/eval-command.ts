import { join, resolve } from "node:path";
import { encodeDocuments } from "../data/token-stream.ts";
import { fileToModel } from "../export/checkpoint.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { evaluate, meanLoss } from "../train/probe.ts";
import { scoreStream } from "../train/score-stream.ts";
import { type ChosenBackend, backendFlags, chooseBackend } from "./backends.ts";
import { type Command, type CommandIo, EXIT, type FlagValues, UsageError } from "./command.ts";
import { readCorpus } from "./corpus-files.ts";
import { createModel } from "./experiment.ts";
import { prepareData } from "./experiment-data.ts";
import { ProgressLine } from "./progress-line.ts";
import { SkippedLines } from "./skipped-lines.ts";
import { RunFolder, type Weights, readWeights, weightsFlag } from "./run-folder.ts";
import { trainRun } from "./training-run.ts";
import { evaluateTranslation, translationEvalFlags } from "./translation-eval.ts";
import { isTranslation } from "./settings.ts";

export const evalCommand: Command = {
  name: "eval",
  summary: "perplexity of a run on the test split or on any text; BLEU and chrF of a translation run",
  usage: "eval RUN [--data PATH] [--no-baseline] [--json]",
  flags: {
    data: { kind: "text", value: "PATH", summary: "score this file or folder of text instead of the test split" },
    "no-baseline": { kind: "switch", summary: "do not train the hash baseline when it is missing" },
    ...translationEvalFlags,
    ...weightsFlag,
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
    if (isTranslation(config)) return evaluateTranslation(folder, flags, io);
    const tokenizerJson = folder.readTokenizer();
    const progress = new ProgressLine(io, () => performance.now());
    if (typeof flags["data"] === "string") return evaluateText(folder, flags["data"], flags, io, progress);
    const data = await prepareData(config, tokenizerJson, (text) => progress.show(text));
    const chosen = chooseBackend(flags);
    const { backend } = chosen;
    const score = (
      source: RunFolder,
      weights: Weights,
    ): { readonly loss: number; readonly teacherLoss: number | null } => {
      const model = createModel(source.readConfig(), data.tokenizer, backend);
      fileToModel(model, source.readModel(weights));
      const { loss } = evaluate(model, backend, data.test, config.batch);
      const teaches = model.moeLayers.some(
        ({ router }) => router.freeze !== undefined && router.state().phase === "learning",
      );
      const teacherLoss = teaches ? meanLoss(model, backend, data.test, config.batch, "teacher") : null;
      return { loss, teacherLoss };
    };
    const { loss, teacherLoss } = score(folder, readWeights(flags));
    const baseline = flags["no-baseline"] === true ? null : await hashBaseline(folder, chosen, tokenizerJson, io);
    const unigramLoss = data.unigram(data.test);
    const hashLoss = baseline === null ? null : score(baseline, "last").loss;
    const result = {
      run: folder.path,
      router: config.router,
      split: "test",
      tokens: data.test.targets.length,
      loss,
      perplexity: Math.exp(loss),
      teacher: asFigures(teacherLoss),
      unigram: { loss: unigramLoss, perplexity: Math.exp(unigramLoss) },
      hash: hashLoss === null ? null : { loss: hashLoss, perplexity: Math.exp(hashLoss), run: baseline?.path },
    };
    data.close();
    if (flags["json"] === true) io.out(`${JSON.stringify(result)}\n`);
    else {
      const rows: [string, number | null][] = [
        [`this run (${config.router})`, loss],
        ...(teacherLoss === null ? [] : [["routed by its teacher, in stage 1", teacherLoss] as [string, number]]),
        ["hash router, same size and steps", hashLoss],
        ["unigram", unigramLoss],
      ];
      io.out(`test split, ${result.tokens.toLocaleString("en")} tokens          perplexity   nats/token\n`);
      for (const [name, value] of rows) {
        const cells =
          value === null
            ? "not trained"
            : `${Math.exp(value).toFixed(2).padStart(10)}   ${value.toFixed(4).padStart(10)}`;
        io.out(`${name.padEnd(38)} ${cells}\n`);
      }
    }
    return EXIT.ok;
  },
};

const asFigures = (loss: number | null): { readonly loss: number; readonly perplexity: number } | null =>
  loss === null ? null : { loss, perplexity: Math.exp(loss) };

/** Scores a text that the run need never have seen. */
async function evaluateText(
  folder: RunFolder,
  path: string,
  flags: FlagValues,
  io: CommandIo,
  progress: ProgressLine,
): Promise<number> {
  const config = folder.readConfig();
  const tokenizer = BpeTokenizer.fromJson(folder.readTokenizer());
  const documents = [];
  const skipped = new SkippedLines((text) => progress.note(text));
  for await (const document of readCorpus(path, skipped)) documents.push(document);
  if (documents.length === 0)
    throw new StableMoeError("no-text", `${path} holds no document with text; give .txt, .jsonl or .tsv, plain or .gz`);
  const stream = encodeDocuments(tokenizer, documents);
  const { backend } = chooseBackend(flags);
  const model = createModel(config, tokenizer, backend);
  fileToModel(model, folder.readModel(readWeights(flags)));
  const score = scoreStream(model, backend, stream, { batch: config.batch, eosId: tokenizer.eosId });
  const result = {
    run: folder.path,
    router: config.router,
    data: path,
    documents: documents.length,
    skipped: skipped.count,
    ...score,
  };
  if (flags["json"] === true) io.out(`${JSON.stringify(result)}\n`);
  else {
    const rows: [string, string][] = [
      ["documents", documents.length.toLocaleString("en")],
      ["tokens", score.tokens.toLocaleString("en")],
      ["bytes", score.bytes.toLocaleString("en")],
      ["loss", `${score.loss.toFixed(4)} nats/token`],
      ["perplexity", score.perplexity.toFixed(2)],
      ["bits per byte", score.bitsPerByte.toFixed(4)],
    ];
    for (const [name, value] of rows) io.out(`${name.padEnd(16)} ${value.padStart(20)}\n`);
    if (score.domains.length > 1) {
      io.out("\ndomain                 tokens   nats/token   perplexity\n");
      for (const { domain, tokens, loss } of score.domains) {
        const figures = [tokens.toLocaleString("en"), loss.toFixed(4), Math.exp(loss).toFixed(2)];
        io.out(`${domain.padEnd(16)} ${figures.map((text) => text.padStart(12)).join(" ")}\n`);
      }
    }
  }
  return EXIT.ok;
}

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
    tokenizerHash: _tokenizerHash,
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
    keepLast: 0,
    keepBest: false,
    detectAnomaly: false,
  });
  return result === null ? null : baseline;
}
