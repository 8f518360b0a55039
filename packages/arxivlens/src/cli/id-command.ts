import { createInterface } from "node:readline";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import type { Command } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";

/** `arxivlens id STRING...`: what each text means, or why it means nothing. */
export const idCommand: Command = {
  name: "id",
  summary: "Reduce arXiv identifiers, addresses and DOIs to canonical ids",
  usage: 'TEXT... [--json] ("-" reads standard input, one text a line)',
  flags: {},
  operands: { least: 1, most: Infinity },
  failure: "at least one text is no identifier",
  async run(io, flags, inputs) {
    let failed = 0;
    for await (const input of textsOf(io, inputs)) {
      const parsed = safeParseArxivId(input);
      if (!parsed.ok) failed += 1;
      if (flags.has("json"))
        writeJson(io, parsed.ok ? { input, ...parsed.value } : { input, id: null, version: null, error: parsed.error });
      else if (parsed.ok)
        io.stdout.write(`${parsed.value.id}${parsed.value.version === null ? "" : `\tv${parsed.value.version}`}\n`);
      else io.stderr.write(`${input}: ${parsed.error.message}\n`);
    }
    return failed === 0 ? exitCodes.ok : exitCodes.failed;
  },
};

async function* textsOf(io: CommandIo, inputs: readonly string[]): AsyncGenerator<string> {
  for (const input of inputs) {
    if (input === "-") yield* createInterface({ input: io.stdin, crlfDelay: Infinity });
    else yield input;
  }
}
