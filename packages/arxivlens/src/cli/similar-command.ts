import { similarWorks } from "../api/similar-works.ts";
import { defaultWeights, fusedSignals, type SignalWeights } from "../likeness/fusion.ts";
import { withAskedPaper } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { wholeFlag } from "./whole-flag.ts";

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
    const count = wholeFlag(io, given, "count", 10, 1);
    const weights = weightsOf(given);
    if (typeof weights === "string") io.stderr.write(`${weights}\n`);
    if (count === null || typeof weights === "string") return exitCodes.usage;
    return withAskedPaper(io, given, id, async ({ library }, paper) => {
      await library.readGraph();
      const similar = await similarWorks(library, await library.snapshot(), paper, { count, weights });
      if (given.has("json")) writeJson(io, { key: paper.key, weights, similar });
      else
        for (const { key, score, plainTitle, reasons } of similar)
          io.stdout.write(`${score.toFixed(3)}\t${key}\t${plainTitle}\t${reasons.join("; ")}\n`);
      return exitCodes.ok;
    });
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
