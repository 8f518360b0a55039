import { backupCommand, restoreCommand } from "./backup-command.ts";
import type { Command } from "./command.ts";
import { exportCommand } from "./export-command.ts";
import { graphCommand } from "./graph-command.ts";
import { idCommand } from "./id-command.ts";
import { benchCommand } from "./bench-command.ts";
import { coverageCommand } from "./coverage-command.ts";
import { evalCommand } from "./eval-command.ts";
import { importCommand } from "./import-command.ts";
import { paperCommand } from "./paper-command.ts";
import { peopleCommand } from "./people-command.ts";
import { similarCommand } from "./similar-command.ts";
import { statusCommand } from "./status-command.ts";
import { syncCommand } from "./sync-command.ts";
import { termsCommand, trendCommand } from "./terms-command.ts";
import { summaryCommand } from "./summary-command.ts";
import { indexCommand } from "./index-command.ts";
import { parseCommand } from "./parse-command.ts";
import { referencesCommand } from "./references-command.ts";
import { searchCommand } from "./search-command.ts";
import { serveCommand } from "./serve-command.ts";
import { worksCommand } from "./works-command.ts";
import { statisticsCommand } from "./statistics-command.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  serveCommand,
  importCommand,
  syncCommand,
  indexCommand,
  searchCommand,
  paperCommand,
  termsCommand,
  trendCommand,
  summaryCommand,
  similarCommand,
  graphCommand,
  referencesCommand,
  worksCommand,
  exportCommand,
  idCommand,
  parseCommand,
  peopleCommand,
  coverageCommand,
  statusCommand,
  backupCommand,
  restoreCommand,
  evalCommand,
  benchCommand,
  statisticsCommand,
];
