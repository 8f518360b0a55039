import { createReferenceBackend } from "@stablemoe/tensor";
import { routers } from "../moe/routers/index.ts";
import { ParameterStore } from "../nn/parameters.ts";
import { type Command, EXIT } from "./command.ts";

/** Sizes that make every router, small enough to build in no time. */
const SMALL = { numExperts: 4, width: 8, vocabSize: 16, padId: 0, sequenceLength: 8, seed: 1 };

export const routersCommand: Command = {
  name: "routers",
  summary: "list the routers and what can be said of them without running them",
  usage: "routers [--json]",
  flags: { json: { kind: "switch", summary: "one JSON object on standard output" } },
  async run({ flags, io }) {
    const rows = Object.entries(routers).map(([name, create]) => {
      const router = create(new ParameterStore(createReferenceBackend(), 1), "router", SMALL);
      return { name, ...router.traits, twoStages: router.freeze !== undefined, losses: router.lossWeights };
    });
    if (flags["json"] === true) io.out(`${JSON.stringify({ routers: rows })}\n`);
    else {
      const yes = (value: boolean): string => (value ? "yes" : "no");
      io.out(
        `${"router".padEnd(20)}${"experts/token".padEnd(15)}${"causal".padEnd(8)}${"table".padEnd(7)}${"two stages".padEnd(12)}losses\n`,
      );
      for (const { name, expertsPerToken, causal, tabulable, twoStages, losses } of rows) {
        const weights = Object.entries(losses).map(([loss, weight]) => `${loss} ${weight}`);
        io.out(
          `${name.padEnd(20)}${String(expertsPerToken).padEnd(15)}${yes(causal).padEnd(8)}` +
            `${yes(tabulable === "token").padEnd(7)}${yes(twoStages).padEnd(12)}${weights.join(", ") || "none"}\n`,
        );
      }
    }
    return EXIT.ok;
  },
};
