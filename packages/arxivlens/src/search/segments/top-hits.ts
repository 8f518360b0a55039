import type { SearchHitScore } from "../search-index.ts";

/** The best `limit` of the hits offered: higher score first, ties by higher number. */
export class TopHits {
  readonly #limit: number;
  /** A heap with the worst kept hit on top. */
  readonly #scores: number[] = [];
  readonly #numbers: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A hit with a lower score than this is not kept. */
  get threshold(): number {
    return this.#scores.length < this.#limit ? -Infinity : (this.#scores[0] ?? Infinity);
  }

  offer(score: number, number: number): void {
    const scores = this.#scores;
    const numbers = this.#numbers;
    if (scores.length < this.#limit) {
      let at = scores.push(score) - 1;
      numbers.push(number);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!this.#worse(at, parent)) break;
        this.#swap(at, parent);
        at = parent;
      }
      return;
    }
    const worst = scores[0];
    if (worst === undefined || score < worst || (score === worst && number < (numbers[0] ?? 0))) return;
    scores[0] = score;
    numbers[0] = number;
    this.#sink();
  }

  /** Best first. */
  hits(): readonly SearchHitScore[] {
    return this.#scores
      .map((score, at) => ({ score, number: this.#numbers[at] ?? 0 }))
      .toSorted((a, b) => b.score - a.score || b.number - a.number);
  }

  #sink(): void {
    const length = this.#scores.length;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      let worst = at;
      if (left < length && this.#worse(left, worst)) worst = left;
      if (left + 1 < length && this.#worse(left + 1, worst)) worst = left + 1;
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  #worse(a: number, b: number): boolean {
    const [left, right] = [this.#scores[a] ?? 0, this.#scores[b] ?? 0];
    return left < right || (left === right && (this.#numbers[a] ?? 0) < (this.#numbers[b] ?? 0));
  }

  #swap(a: number, b: number): void {
    for (const list of [this.#scores, this.#numbers]) {
      const kept = list[a] ?? 0;
      list[a] = list[b] ?? 0;
      list[b] = kept;
    }
  }
}
