import { parseArxivId } from "../arxiv/identifier.ts";
import { similarWorks } from "../api/similar-works.ts";
import { defaultWeights, fusedSignals, type SignalWeights } from "../likeness/fusion.ts";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";

/** `arxivlens similar ID`: papers like this one, with what each signal says. */
export const similarCommand: Command = {
  name: "similar",
  summary: "Print papers like this one with reasons and what each signal adds",
  usage: "ID [--count N] [--weights text=1,neighbourhood=0.5,...] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    count: { type: "text", value: "N", summary: "how many (default: 10)" },
    weights: {
      type: "text",
      value: "NAME=WEIGHT,...",
      summary: `how much each signal counts (${fusedSignals.map((name) => `${name}=${defaultWeights[name]}`).join(",")})`,
    },
  },
  operands: { least: 1, most: 1 },
  failure: "the paper is not in the store",
  async run(io, given, [id = ""]) {
    const count = Number(given.text("count") ?? 10);
    const weights = weightsOf(given);
    if (!Number.isSafeInteger(count) || count < 1 || typeof weights === "string") {
      io.stderr.write(typeof weights === "string" ? `${weights}\n` : "--count is a whole number from 1\n");
      return exitCodes.usage;
    }
    const key = id.startsWith("work:") ? id : parseArxivId(id).id;
    await using opened = await openLibrary(io, given);
    const { library } = opened;
    const paper = await library.store.papers.get(key);
    if (paper === null) {
      io.stderr.write(`${key} is not in the store ${opened.dataDir}; load more with arxivlens import\n`);
      return exitCodes.failed;
    }
    const similar = await similarWorks(library, await library.snapshot(), paper, { count, weights });
    if (given.has("json")) writeJson(io, { key, weights, similar });
    else
      for (const { key: other, score, plainTitle, reasons } of similar)
        io.stdout.write(`${score.toFixed(3)}\t${other}\t${plainTitle}\t${reasons.join("; ")}\n`);
    return exitCodes.ok;
  },
};

/** The weights as given, missing ones as usual; a reason when they cannot be read. */
function weightsOf(given: ParsedFlags): SignalWeights | string {
  const weights = { ...defaultWeights };
  for (const part of given.text("weights")?.split(",") ?? []) {
    const [name = "", value = ""] = part.split("=");
    const signal = fusedSignals.find((each) => each === name.trim());
    const weight = Number(value);
    if (signal === undefined) return `--weights: "${name}" is none of ${fusedSignals.join(", ")}`;
    if (value.trim() === "" || !Number.isFinite(weight) || weight < 0)
      return `--weights: ${name} needs a number from 0, not "${value}"`;
    weights[signal] = weight;
  }
  return fusedSignals.some((name) => weights[name] > 0) ? weights : "--weights: at least one must be above 0";
}
