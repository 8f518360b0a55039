import type { TrainingEvent } from "../train/events.ts";
import { type ProgressLine, formatDuration, sparkline } from "./progress-line.ts";

/** Mean gate below which experts have hardly a part in what the model does. */
const CLOSED = 0.15;

/** The progress line: step, loss, perplexity, tokens/s, load, change rate, stage, time left. */
export class TrainingView {
  readonly #progress: Pick<ProgressLine, "show" | "note">;
  readonly #first: number;
  readonly #steps: number;
  readonly #now: () => number;
  readonly #begun: number;
  #changeRate: number | null = null;
  #gateMean = 1;

  constructor(progress: Pick<ProgressLine, "show" | "note">, first: number, steps: number, now: () => number) {
    this.#progress = progress;
    this.#first = first;
    this.#steps = steps;
    this.#now = now;
    this.#begun = now();
  }

  show(event: TrainingEvent): void {
    if (event.type === "probe") this.#changeRate = event.changeRate;
    if (event.type === "freeze") {
      const hashes = event.certificates
        .map(({ tableHash, studentHash }) => (tableHash ?? studentHash).slice(0, 12))
        .join(", ");
      this.#progress.note(`step ${event.step}: routing frozen, certificate ${hashes}`);
      if (this.#gateMean < CLOSED)
        this.#progress.note(
          `the gates are nearly closed (mean ${this.#gateMean.toPrecision(2)}), so experts hardly count; ` +
            "a lower --balance-weight or --learning-rate keeps them open",
        );
    }
    if (event.type !== "step") return;
    this.#gateMean = event.gateMean;
    const { step, loss, perplexity, tokensPerSecond, load, stage } = event;
    const left = ((this.#now() - this.#begun) / 1000 / (step - this.#first)) * (this.#steps - step);
    const change = this.#changeRate === null ? "–" : `${(100 * this.#changeRate).toFixed(1)} %`;
    this.#progress.show(
      `stage ${stage}  step ${step}/${this.#steps}  loss ${loss.toFixed(3)}  ppl ${perplexity.toFixed(1)}  ` +
        `${Math.round(tokensPerSecond).toLocaleString("en")} tok/s  load ${sparkline(load)}  change ${change}  ` +
        `ETA ${formatDuration(left)}`,
    );
  }
}
