import { coverageView } from "../api/coverage-view.ts";
import { foldEmptyMonths, isEmptyMonth, type EmptySpan } from "../store/empty-months.ts";
import type { IdentifierRun } from "../store/coverage.ts";
import { firstDayOfMonth } from "../store/paper-key.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";

/** `arxivlens coverage`: which identifiers of arXiv are here, and which are missing. */
export const coverageCommand: Command = {
  name: "coverage",
  summary:
    "Say for each month which identifiers are here and how many are missing, and of which months nothing is; for one month, which",
  usage: "[YYMM|YYYY-MM] [--month YYMM] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    month: { type: "text", value: "YYMM", summary: "one month, with its missing identifiers" },
  },
  operands: { least: 0, most: 1 },
  failure: "not used",
  async run(io, given, [operand]) {
    const asked = operand ?? given.text("month");
    const month = asked === null ? null : /^(?:(?:19|20)(?=\d\d-))?(\d\d)-?(0[1-9]|1[0-2])$/.exec(asked);
    if (asked !== null && month === null) {
      io.stderr.write(`month ${asked}: give a month such as 2204 or 2022-04\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const view = await coverageView(opened.library, month === null ? null : `${month[1]}${month[2]}`);
    if (given.has("json")) {
      writeJson(io, view);
      return exitCodes.ok;
    }
    for (const part of foldEmptyMonths(view.runs))
      io.stdout.write(`${"months" in part ? spanLine(part) : runLine(part)}\n`);
    for (const id of view.missing ?? []) io.stdout.write(`${id}\n`);
    io.stderr.write(`${counted(view.present, "paper")}, ${counted(view.holes, "hole")} below the highest numbers\n`);
    const empty = view.runs.find(isEmptyMonth);
    if (empty !== undefined)
      io.stderr.write(
        `${counted(view.emptyMonths, "month")} with nothing here: arxivlens sync --from ${firstDayOfMonth(empty.month)} asks for what has changed since\n`,
      );
    return exitCodes.ok;
  },
};

const runLine = ({ month, archive, present, withdrawn, highest, vacant, holes }: IdentifierRun): string =>
  `${month}\t${archive ?? ""}\t${present} of ${highest}\t${Math.floor((100 * present) / highest)} %\t${counted(holes, "hole")}\t${withdrawn} withdrawn\t${vacant} vacant`;

const spanLine = ({ first, last, months }: EmptySpan): string =>
  months === 1 ? `${first}\t\tnothing here` : `${first}..${last}\t\tnothing here (${months} months)`;
