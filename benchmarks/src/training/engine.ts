import { type BenchmarkResult, median } from "../harness.ts";
import { PeerProcess } from "../peer-process.ts";

/** What an engine answers to one request. */
export interface TimedReport {
  readonly ms: number;
}

/** Something that does one measured piece of work whenever it is asked. */
export class Engine<Report extends TimedReport> {
  readonly reports: Report[] = [];
  readonly #warmUp: number;
  readonly #run: () => Promise<Report>;
  readonly end: () => void | Promise<void>;

  /** @param warmUp reports at the beginning that do not count */
  constructor(warmUp: number, run: () => Promise<Report>, end: () => void | Promise<void>) {
    this.#warmUp = warmUp;
    this.#run = run;
    this.end = end;
  }

  /** An engine in a process of its own that answers one line to each `request`. */
  static in<Report extends TimedReport>(
    warmUp: number,
    request: string,
    ...peer: ConstructorParameters<typeof PeerProcess>
  ): Engine<Report> {
    const child = new PeerProcess(...peer);
    return new Engine<Report>(
      warmUp,
      async () => (await child.ask(request)) as Report,
      () => child.end(),
    );
  }

  async step(): Promise<void> {
    this.reports.push(await this.#run());
  }

  /** The reports that count. */
  get measured(): readonly Report[] {
    return this.reports.slice(this.#warmUp);
  }

  get ms(): readonly number[] {
    return this.measured.map((report) => report.ms);
  }
}

/** Rates of two engines that did the same work in the same rounds; `work` tells how much a report did. */
export function rateRow<Mine extends TimedReport>(
  { name, unit, target, peer }: Pick<BenchmarkResult, "name" | "unit" | "target" | "peer">,
  mine: Engine<Mine>,
  theirs: Engine<TimedReport>,
  work: (report: Mine) => number,
): BenchmarkResult {
  const done = mine.measured.map(work);
  const rates = (engine: Engine<TimedReport>): number[] => engine.ms.map((ms, i) => (done[i]! * 1000) / ms);
  const rate = rates(mine);
  const other = rates(theirs);
  const ratio = median(rate.map((value, i) => value / other[i]!));
  return {
    name,
    value: median(rate),
    unit,
    peer,
    peerValue: median(other),
    ratio,
    target,
    pass: target === null ? null : ratio >= target,
    runs: rate.length,
    spread: [Math.min(...rate), Math.max(...rate)],
  };
}

/** Speed at another loss is no speed: the first steps must agree. */
export function assertSameLosses(
  mine: Engine<TimedReport & { readonly loss: number }>,
  peer: Engine<TimedReport & { readonly loss: number }>,
  tolerance: number,
): void {
  for (const step of [0, 1, 2, 3]) {
    const [a, b] = [mine.reports[step]!.loss, peer.reports[step]!.loss];
    if (Math.abs(a - b) <= tolerance) continue;
    throw Object.assign(new Error(`losses differ at step ${step}: ours ${a}, the peer's ${b}`), {
      code: "losses-differ",
    });
  }
}
