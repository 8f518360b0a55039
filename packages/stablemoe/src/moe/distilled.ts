import { type Parameter, tapeOf } from "@stablemoe/tensor";
import { ModelError } from "../nn/error.ts";
import { assignmentFromExperts, expertsOfTokens } from "./assignment.ts";
import { type RouterRecipe, routeByRecipe } from "./compose.ts";
import type { FreezeMode, Router, RouterInput, RouterState, RouterTraits, Routing, RoutingMode } from "./router.ts";
import { finiteScores } from "./score/score.ts";
import { topKChoices } from "./select/top-k.ts";
import { type Student, distillationLoss, studentChoice } from "./student/student.ts";

export interface DistilledOptions {
  /** Selects while it learns and gates for ever; one expert per token. */
  readonly teacher: RouterRecipe;
  readonly student: Student;
  readonly distillWeight?: number;
  /** What the student imitates: the greedy choice of the scores, or what the teacher's selection delivered. */
  readonly target?: "score" | "assigned";
}

/**
 * Stage 1: the teacher routes while the student learns to imitate it from token ids. Stage 2: the student, frozen,
 * selects, and the teacher's gate weighs with scores that stay trainable. Inference is the student's in both stages
 * (specification 3.5), so that what is measured while it learns is what will be frozen.
 */
export class DistilledRouter implements Router {
  readonly kind: string;
  readonly numExperts: number;
  readonly traits: RouterTraits;
  readonly lossWeights: Readonly<Record<string, number>>;
  readonly #teacher: RouterRecipe;
  readonly #student: Student;
  readonly #target: "score" | "assigned";
  #phase: "learning" | "frozen" | "coasting" = "learning";
  #table: Int32Array | null = null;

  constructor({ teacher, student, distillWeight = 0.3, target = "score" }: DistilledOptions) {
    if (teacher.select.expertsPerToken !== 1) {
      throw new ModelError(
        "distilled",
        `the teacher of a distilled router selects one expert per token, "${teacher.kind}" does not`,
      );
    }
    if (!(distillWeight > 0)) {
      throw new ModelError(
        "distilled",
        `distillWeight is ${distillWeight}; without distillation the student never learns, and stage 2 would route by ` +
          "its initial values; give a weight above 0 (paper: 0.3), or choose a router without stages",
      );
    }
    this.kind = teacher.kind;
    this.numExperts = teacher.numExperts;
    this.traits = {
      reads: ["hidden", "tokenIds"],
      causal: true,
      batchInvariant: true,
      expertsPerToken: 1,
      tabulable: student.tabulable,
      trainInferAgree: false,
    };
    const balance = (teacher.balance ?? []).map(({ name, weight }) => [name, weight] as const);
    this.lossWeights = Object.fromEntries([...balance, ["distillation", distillWeight]]);
    this.#teacher = teacher;
    this.#student = student;
    this.#target = target;
  }

  parameters(): readonly Parameter[] {
    const gate = this.#teacher.score.parameters;
    return this.#phase === "frozen" ? gate : [...gate, ...this.#student.parameters];
  }

  route(input: RouterInput, mode: RoutingMode): Routing {
    const { hidden, tokenIds, real, sequenceLength } = input;
    if (mode === "train" && this.#phase === "learning") {
      const routing = routeByRecipe(this.#teacher, input, mode);
      const targets =
        this.#target === "score"
          ? this.teacherChoice(input, routing)
          : expertsOfTokens(routing.assignment, real.length);
      const tape = tapeOf("distillation", hidden);
      const distillation = distillationLoss(this.#student, tape, tokenIds, sequenceLength, targets);
      return { ...routing, losses: { ...routing.losses, distillation } };
    }
    if (mode === "teacher") return routeByRecipe(this.#teacher, input, mode);
    // The gate still reads the teacher's live scores (paper equation 14); balance and distillation are over.
    const { balance: _, ...teacher } = this.#teacher;
    const select = {
      expertsPerToken: 1,
      causal: true,
      batchInvariant: true,
      select: () => assignmentFromExperts(this.#studentExperts(input), this.numExperts),
    };
    return routeByRecipe({ ...teacher, select, inferSelect: select }, input, mode);
  }

  teacherChoice(input: RouterInput, routing?: Routing): Int32Array {
    const scores = routing?.scores ?? this.#teacher.score.score(input);
    return topKChoices(finiteScores(scores), input.real, 1);
  }

  freeze(mode: FreezeMode = "hard"): readonly Parameter[] {
    if (this.#phase !== "learning")
      throw new ModelError("frozen", `this router is ${this.#phase} already; it cannot be frozen twice`);
    if (mode === "coast") {
      this.#phase = "coasting";
      return [];
    }
    this.#phase = "frozen";
    if (this.#student.tabulable === "token") this.#table = this.#compile();
    return this.#student.parameters;
  }

  state(): RouterState {
    return { phase: this.#phase, table: this.#table };
  }

  restore({ phase, table }: RouterState): void {
    this.#phase = phase === "fixed" ? "learning" : phase;
    this.#table = table;
  }

  /** The whole selection as a table, [V]: every id as a sequence of its own. */
  #compile(): Int32Array {
    const vocabSize = this.#student.parameters[0]!.shape[0]!;
    return studentChoice(
      this.#student,
      Int32Array.from({ length: vocabSize }, (_, id) => id),
      1,
    );
  }

  #studentExperts({ tokenIds, real, sequenceLength, past }: RouterInput): Int32Array {
    const choice = this.#choice(tokenIds, sequenceLength, past);
    return choice.map((expert, t) => (real[t] === 0 ? -1 : expert));
  }

  #choice(tokenIds: Int32Array, sequenceLength: number, past: RouterInput["past"]): Int32Array {
    const table = this.#table;
    if (table !== null) return tokenIds.map((id) => table[id]!);
    if (past === undefined) return studentChoice(this.#student, tokenIds, sequenceLength);
    const choice = new Int32Array(tokenIds.length);
    for (const [sequence, before] of past().entries()) {
      const at = sequence * sequenceLength;
      const ids = Int32Array.from([...before, ...tokenIds.subarray(at, at + sequenceLength)]);
      choice.set(studentChoice(this.#student, ids, ids.length).subarray(before.length), at);
    }
    return choice;
  }
}
