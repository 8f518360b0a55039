import { mergeProposed } from "../pipeline/merge-works.ts";
import { proposeSameWorks } from "../pipeline/same-works.ts";
import { askedKey } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";

const actions = ["list", "find", "merge", "split"] as const;

/** `arxivlens works`: which records are one work; every merge can be taken back. */
export const worksCommand: Command = {
  name: "works",
  summary: "Records that are one work (preprint and publication): list, find with evidence, merge, split again",
  usage: "list | find [--apply] | merge MEMBER INTO [--evidence TEXT] | split MEMBER [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    apply: { type: "switch", summary: "of find: merge what was found, and say what was merged" },
    evidence: { type: "text", value: "TEXT", summary: "of merge: why (default: by hand)" },
  },
  operands: { least: 1, most: 3 },
  failure: "a record is not in the store, or nothing is to be merged or split",
  async run(io, given, [action = "", first, second]) {
    const wanted = { list: 0, find: 0, merge: 2, split: 1 }[action];
    if (wanted === undefined || [first, second].filter((each) => each !== undefined).length !== wanted) {
      io.stderr.write(`works ${action}: choose ${actions.join(", ")}; usage: arxivlens works ${worksCommand.usage}\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const { works } = opened.library.store;
    if (action === "merge")
      await works.merge(askedKey(first ?? ""), askedKey(second ?? ""), given.text("evidence") ?? "by hand", 1);
    if (action === "split" && !(await works.split(askedKey(first ?? "")))) {
      io.stderr.write(`${first} is part of no other work\n`);
      return exitCodes.failed;
    }
    const proposed = action === "find" ? await proposeSameWorks(opened.library.store) : null;
    const applied =
      proposed !== null && given.has("apply") ? await mergeProposed(opened.library.store, proposed) : null;
    const told = applied ?? proposed ?? (await works.list());
    await opened.refreshIndex();
    if (given.has("json")) writeJson(io, { works: told });
    else
      for (const { member, into, evidence, score } of told)
        io.stdout.write(`${member}\t${into}\t${score}\t${evidence}\n`);
    const done = proposed !== null && applied === null ? "found; --apply merges them" : "merged";
    io.stderr.write(`${counted(told.length, "record")} ${done}\n`);
    return exitCodes.ok;
  },
};
