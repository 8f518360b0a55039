import { formatCount } from "../text/figures.ts";

/** Words of the page that runs the paper. */
export const labWords = {
  kicker: "Lab for",
  question: "Does the routing stay put?",
  claim: [
    "A mixture-of-experts layer sends each token to one expert. While the router learns, the same token keeps changing expert: the experts that learnt from it are not the one that will serve it. The paper calls this routing fluctuation.",
    "Its remedy has two stages. First the router learns, and a small student learns to route as it does. Then the student takes over and is frozen. From that step on, no token ever changes expert. That is a claim one can measure: after the rule in each chart, the change rate is exactly zero.",
  ],
  runs: "Runs on this machine",
  noRuns: "No run yet.",
  start: "Start the tiny run",
  asked: "Asked for a run; its first line will appear below.",
  running: "A run is on its way. One at a time is enough for this machine.",
  refused: (status: number): string => `The server refused to start a run (${status}). Its terminal says why.`,
  silent: "The server did not answer. Is it still running?",
  startable: "It takes a few minutes on two processor cores. The same from a terminal: ",
  terminalOnly: "Runs start from a terminal: ",
  folders: { before: "Folders in", after: "appear here by themselves." },
} as const;

/** Words of one run, its charts and its numbers. */
export const runWords = {
  name: (run: string): string => `Run ${run}`,
  statuses: { running: "Running", finished: "Finished", stopped: "Stopped", failed: "Failed" },
  step: (step: number, steps: number): string => `step ${formatCount(step)} of ${formatCount(steps)}`,
  preset: (preset: string): string => `${preset} preset`,
  router: (router: string): string => `${router} router`,
  experts: (experts: number): string => `${experts} experts`,
  parameters: (parameters: number): string => `${formatCount(parameters)} parameters`,
  speed: (tokens: string): string => `${tokens} tokens/s`,
  started: (day: string): string => `started ${day}`,
  nothingMeasured: "Nothing measured yet.",
  numbers: (run: string): string => `The numbers of ${run}`,
  noProbe: "No probe yet.",
  columns: ["Step", "Stage", "Validation loss", "Change rate", "Student agreement"],
} as const;

/** Words of the charts. */
export const chartWords = {
  frozen: (step: number): string => `frozen at ${step}`,
  loss: "Loss",
  validationLoss: "Validation loss",
  changeRate: "Change rate",
  changeRateAbout: "Share of probe tokens that changed expert",
  load: "Load per expert",
  loadOrder: (experts: number): string => `expert 1 at the foot, ${experts} at the top`,
  loadAbout: (experts: number): string => `Share of tokens for each of ${experts} experts, stacked`,
  agreement: "Student agrees with teacher",
  agreementAbout: "Agreement",
  training: "training",
  validation: "validation",
  nothing: (what: string): string => `${what}: nothing measured yet`,
  last: (what: string, value: string, step: number): string => `${what} ${value} at step ${step}`,
} as const;
