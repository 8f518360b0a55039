import { resolve } from "node:path";
import { clusteredTable } from "../moe/select/clustered-table.ts";
import { balancedTable, randomTable } from "../moe/select/table.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { type Command, EXIT, type FlagValues, UsageError, chooseVerb } from "./command.ts";
import { RunFolder, readWeights, weightsFlag } from "./run-folder.ts";
import { isTokenData, readManifest } from "./token-data.ts";
import { readTokenizer } from "./tokenizer-file.ts";
import { writeWholeFile } from "./whole-file.ts";

/** How to make a table from the folder given. */
type TableMaker = (folder: string, flags: FlagValues) => Int32Array;

const makers: Readonly<Record<string, TableMaker>> = {
  random: (folder, flags) =>
    randomTable(BpeTokenizer.fromJson(readTokenizer(folder)).vocabSize, expertsOf(flags), seedOf(flags)),
  balanced(folder, flags) {
    if (!isTokenData(folder)) {
      throw new UsageError(`table balanced takes data that stablemoe data build wrote; ${folder} holds no data.json`);
    }
    return balancedTable(readManifest(folder).trainCounts, expertsOf(flags));
  },
  clustered(folder, flags) {
    const { tensors } = new RunFolder(resolve(folder)).readModel(readWeights(flags));
    const embeddings = tensors.find(({ name }) => name === "embeddings");
    if (embeddings === undefined) throw new StableMoeError("table", `${folder} has no token embeddings`);
    return clusteredTable(embeddings.data, embeddings.shape[0]!, expertsOf(flags), seedOf(flags));
  },
  export(folder, flags) {
    const layer = (flags["layer"] as number | undefined) ?? 0;
    const name = `moe.${layer}.router.table`;
    const { tensors } = new RunFolder(resolve(folder)).readModel(readWeights(flags));
    const table = tensors.find((tensor) => tensor.name === name)?.data;
    if (table instanceof Int32Array) return table;
    throw new StableMoeError(
      "table",
      `${folder} has no table for MoE layer ${layer}: its router does not select by a table, or was not frozen`,
    );
  },
};

export const tableCommand: Command = {
  name: "table",
  summary: "make a routing table, or take the frozen one out of a run",
  usage:
    "table random RUN|DATA | balanced DATA | clustered RUN --num-experts N --out FILE, or table export RUN --out FILE",
  flags: {
    "num-experts": { kind: "integer", summary: "experts that the table chooses among" },
    seed: { kind: "integer", summary: "of random and clustered tables (default 1)" },
    layer: { kind: "integer", summary: "MoE layer whose table is exported (default 0)" },
    ...weightsFlag,
    out: { kind: "text", value: "FILE", summary: "JSON list of experts by token id; train with --router hash --table" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  run({ flags, operands, io }) {
    const [kind = "", folder, ...more] = operands;
    const make = chooseVerb("table", kind, makers);
    const out = flags["out"];
    if (folder === undefined || more.length > 0 || typeof out !== "string") {
      throw new UsageError(`table ${kind} takes one folder and --out FILE`);
    }
    const table = make(folder, flags);
    const path = resolve(out);
    writeWholeFile(path, `${JSON.stringify([...table])}\n`);
    const sizes: number[] = [];
    for (const expert of table) sizes[expert] = (sizes[expert] ?? 0) + 1;
    const types = Array.from(sizes, (count) => count ?? 0);
    io.out(
      flags["json"] === true
        ? `${JSON.stringify({ table: path, kind, types: table.length, typesPerExpert: types })}\n`
        : `${table.length.toLocaleString("en")} types, ${Math.min(...types)} to ${Math.max(...types)} per expert: ${path}\n`,
    );
    return Promise.resolve(EXIT.ok);
  },
};

function expertsOf(flags: FlagValues): number {
  const experts = flags["num-experts"] as number | undefined;
  if (experts === undefined || experts < 1) {
    throw new UsageError(`--num-experts must be at least 1, got ${experts ?? "none"}`);
  }
  return experts;
}

const seedOf = (flags: FlagValues): number => (flags["seed"] as number | undefined) ?? 1;
