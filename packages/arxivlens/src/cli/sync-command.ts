import { firstDay, harvest } from "../pipeline/harvest.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { pause } from "./pause.ts";
import { counted, createProgressLine } from "./progress-line.ts";

/** `arxivlens sync`: what has changed at arXiv since the last time. */
export const syncCommand: Command = {
  name: "sync",
  summary: "Take over what has changed at arXiv (OAI-PMH), then index it; goes on where the last one ended",
  usage: "[--from DAY] [--set SET] [--oai ADDRESS] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    from: {
      type: "text",
      value: "DAY",
      summary: `first day of change (default: where the last ended, else ${firstDay})`,
    },
    set: { type: "text", value: "SET", summary: "part of arXiv, for example cs:cs:LG (default: all of it)" },
    oai: { type: "text", value: "ADDRESS", summary: "OAI-PMH server (default: https://oaipmh.arxiv.org/oai)" },
  },
  operands: { least: 0, most: 0 },
  failure: "arXiv could not be asked to the end; the next sync goes on from there",
  async run(io, given) {
    const from = given.text("from");
    if (from !== null && !/^\d{4}-\d\d-\d\d$/.test(from)) {
      io.stderr.write(`--from ${from}: give a day such as 2024-01-31\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const { store } = opened.library;
    const line = createProgressLine(io);
    const begunAt = io.nowMs();
    const report = await harvest({
      store,
      baseUrl: given.text("oai") ?? "https://oaipmh.arxiv.org/oai",
      set: given.text("set"),
      from,
      tools: {
        fetch: (url, init) => fetch(url, init),
        nowMs: io.nowMs,
        sleep: pause,
        limiter: store.upstreams,
        offline: false,
        signal: io.signal,
      },
      onProgress({ papers, day, listSize }) {
        const seconds = Math.max(0.001, (io.nowMs() - begunAt) / 1000);
        const share = listSize === null || listSize === 0 ? 0 : Math.min(1, papers / listSize);
        line.show({
          name: `arXiv up to ${day}`,
          share,
          counts: [counted(papers, "paper")],
          perSecond: papers / seconds,
          etaSeconds: share > 0 ? (seconds / share) * (1 - share) : null,
        });
      },
    });
    line.end();
    await opened.refreshIndex();
    const { papers, deleted, unreadable, next, issue } = report;
    if (given.has("json")) writeJson(io, report);
    else
      io.stdout.write(
        `${counted(papers, "record")} since ${report.from}, ${deleted} deleted, ${unreadable.length} unreadable; the next sync begins at ${next}\n`,
      );
    for (const { record, reason } of unreadable.slice(0, 10)) io.stderr.write(`  ${record}: ${reason}\n`);
    if (issue !== null) io.stderr.write(`${issue.message}\n`);
    return issue === null ? exitCodes.ok : exitCodes.failed;
  },
};
