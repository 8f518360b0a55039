import { statusView } from "../api/status-view.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";

/** `arxivlens status`: what is here, what each stage did last, what waits and what failed. */
export const statusCommand: Command = {
  name: "status",
  summary: "Say how the instance stands: papers, index, imports, what each stage did last, jobs that wait or failed",
  usage: "[--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, ...starterFlag },
  operands: { least: 0, most: 0 },
  failure: "a stage ended with a failure",
  async run(io, given) {
    await using opened = await openLibrary(io, given);
    const view = await statusView(opened.library, io.nowMs());
    const failed = view.stages.filter(({ outcome }) => outcome === "failed");
    if (given.has("json")) writeJson(io, view);
    else {
      const say = (line: string): void => void io.stdout.write(`${line}\n`);
      const { store, index } = view;
      say(
        `store\t${counted(store.papers, "work")}, ${store.withAbstract.toLocaleString("en-US")} with abstract, ${counted(store.citations, "citation")}`,
      );
      say(
        `index\t${counted(index.documents, "document")}, ${index.behind === 0 ? "up to date" : `${counted(index.behind, "change")} behind`}`,
      );
      for (const { source, finished, papers, skipped } of view.imports)
        say(
          `import\t${source}\t${finished ? "finished" : "begun"}\t${counted(papers, "paper")}\t${skipped.toLocaleString("en-US")} skipped`,
        );
      for (const { name, outcome, endedAt, begunAt, checkpoint, message } of view.stages)
        say(`stage\t${name}\t${outcome}\t${endedAt ?? `since ${begunAt}`}\t${checkpoint ?? ""}\t${message}`);
      for (const { kind, waiting, leased, failed: givenUp } of view.jobs)
        say(`jobs\t${kind}\t${waiting} waiting\t${leased} at work\t${givenUp} given up`);
      for (const { kind, item, reason, givenUp } of view.failures)
        say(`failure\t${kind}\t${item}\t${givenUp ? "given up" : "tried again later"}\t${reason}`);
    }
    return failed.length === 0 ? exitCodes.ok : exitCodes.failed;
  },
};
