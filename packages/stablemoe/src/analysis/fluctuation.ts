/** Share of probe tokens that are not settled when x % of training is done (paper Figure 2). */
export interface FluctuationSummary {
  readonly unsettledAt20: number;
  readonly unsettledAt50: number;
  readonly unsettledAt80: number;
}

/** A tracker as plain data. */
export interface FluctuationState {
  readonly current: readonly number[] | null;
  readonly lastFluctuation: readonly number[];
  readonly lastStep: number;
  readonly spent: readonly (readonly (readonly [experts: string, updates: number])[])[];
}

/**
 * Follows the expert of every probe token over the records of a run, in constant memory: at record k, a token whose
 * expert differs from the record before was last unsettled at record k - 1. At the end that is the last fluctuation
 * step of specification 1.2, because the record just before the last change is the last one to differ from the final.
 */
export class FluctuationTracker {
  readonly #perToken: number;
  #current: Int32Array | null = null;
  #lastFluctuation: Int32Array = new Int32Array(0);
  #lastStep = 0;
  /** [tokens] 1 = its experts are others than at the record before; null at the first. */
  #changed: Uint8Array | null = null;
  /** Runs of records in which a token's experts stayed the same: [set, updates spent there], the latest last. */
  #spent: Map<string, number>[] = [];

  /** @param expertsPerToken K: a token has changed when its set of experts has. */
  constructor(expertsPerToken = 1) {
    this.#perToken = expertsPerToken;
  }

  /**
   * @param step training step of this record; rising
   * @param experts [tokens * K] by the inference rule, in the probe's fixed order, each token's in rising order
   * @returns share of tokens whose expert differs from the record before; null at the first record
   */
  record(step: number, experts: Int32Array): number | null {
    const K = this.#perToken;
    const tokens = experts.length / K;
    const previous = this.#current;
    this.#spend(experts, step - this.#lastStep);
    this.#current = experts.slice();
    const recordedAt = this.#lastStep;
    this.#lastStep = step;
    this.#changed = previous === null ? null : new Uint8Array(tokens);
    if (previous === null) {
      this.#lastFluctuation = new Int32Array(tokens);
      return null;
    }
    let changed = 0;
    for (let j = 0; j < tokens; j++) {
      let k = 0;
      while (k < K && experts[j * K + k] === previous[j * K + k]) k++;
      if (k === K) continue;
      changed++;
      this.#changed![j] = 1;
      this.#lastFluctuation[j] = recordedAt;
    }
    return tokens === 0 ? null : changed / tokens;
  }

  /**
   * What the latest `record` gave back, for each layer alone; null at the first record.
   *
   * @param layers tokens of each layer, in the order of the record
   */
  changeRates(layers: readonly number[]): readonly number[] | null {
    const changed = this.#changed;
    if (changed === null) return null;
    let from = 0;
    return layers.map((tokens) => {
      const part = changed.subarray(from, (from += tokens));
      return part.reduce((sum, flag) => sum + flag, 0) / Math.max(1, tokens);
    });
  }

  /**
   * Share of (token, update) pairs spent on experts that the token does not use at the end; record k stands for the
   * updates since record k - 1. With K experts per token a pair is wasted by the share of experts that were others.
   */
  wastedUpdates(): number {
    const final = this.#current;
    if (final === null || this.#spent.length === 0 || this.#lastStep === 0) return 0;
    const K = this.#perToken;
    let wasted = 0;
    for (const [j, spent] of this.#spent.entries()) {
      const kept = new Set(final.subarray(j * K, (j + 1) * K));
      for (const [experts, updates] of spent) {
        const others = experts.split(",").filter((expert) => !kept.has(Number(expert))).length;
        wasted += (updates * others) / K;
      }
    }
    return wasted / (this.#spent.length * this.#lastStep);
  }

  /** Everything that a resume needs. */
  state(): FluctuationState {
    return {
      current: this.#current === null ? null : Array.from(this.#current),
      lastFluctuation: Array.from(this.#lastFluctuation),
      lastStep: this.#lastStep,
      spent: this.#spent.map((spent) => [...spent]),
    };
  }

  restore({ current, lastFluctuation, lastStep, spent }: FluctuationState): void {
    this.#current = current === null ? null : Int32Array.from(current);
    this.#lastFluctuation = Int32Array.from(lastFluctuation);
    this.#lastStep = lastStep;
    this.#spent = spent.map((entries) => new Map(entries));
  }

  #spend(experts: Int32Array, updates: number): void {
    const K = this.#perToken;
    for (let j = 0; j < experts.length / K; j++) {
      const spent = (this.#spent[j] ??= new Map<string, number>());
      const key = experts.subarray(j * K, (j + 1) * K).join();
      spent.set(key, (spent.get(key) ?? 0) + updates);
    }
  }

  /** Last fluctuation step of every probe token; 0 = it never changed. */
  lastFluctuationSteps(): Int32Array {
    return this.#lastFluctuation.slice();
  }

  /** `F(x)` for x = 0 … 100: per cent of the probe tokens whose last change lies within x % of `totalSteps`. */
  lastChangeCurve(totalSteps: number): readonly number[] {
    const tokens = this.#lastFluctuation.length;
    const settled = new Float64Array(101);
    for (const step of this.#lastFluctuation) {
      const percent = Math.min(100, Math.ceil((100 * step) / Math.max(1, totalSteps)));
      settled[percent] = settled[percent]! + 1;
    }
    let sum = 0;
    return Array.from(settled, (count) => (100 * (sum += count)) / Math.max(1, tokens));
  }

  /** `U(x)` at 20, 50 and 80 % of `totalSteps`, in per cent of the probe tokens. */
  summary(totalSteps: number): FluctuationSummary {
    const unsettled = (percent: number): number => {
      const later = this.#lastFluctuation.reduce((n, step) => n + ((100 * step) / totalSteps > percent ? 1 : 0), 0);
      return (100 * later) / Math.max(1, this.#lastFluctuation.length);
    };
    return {
      unsettledAt20: unsettled(20),
      unsettledAt50: unsettled(50),
      unsettledAt80: unsettled(80),
    };
  }
}
