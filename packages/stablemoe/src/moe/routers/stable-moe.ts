import { type Parameter, gatherElements, sigmoidGate, tapeOf } from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";
import type { ParameterStore } from "../../nn/parameters.ts";
import { assignmentFromExperts, expertCounts } from "../assignment.ts";
import { stableLoss } from "../balance/stable-loss.ts";
import { limitCapacity } from "../capacity/factor.ts";
import type { Router, RouterInput, RouterState, RouterTraits, Routing, RoutingMode } from "../router.ts";
import { selectionScores } from "../score/linear.ts";
import { TokenEmbeddingScores } from "../score/token-embedding.ts";
import { selectArgmax, selectByToken } from "../select/argmax.ts";

export interface StableMoeOptions {
  readonly numExperts: number;
  readonly width: number;
  readonly vocabSize: number;
  readonly padId: number;
  /** Width r of the distilled router. */
  readonly routingWidth?: number;
  readonly balanceWeight?: number;
  readonly distillWeight?: number;
  /** In training; evaluation is unlimited. */
  readonly capacityFactor?: number;
}

/**
 * StableMoE (arXiv:2204.08396, algorithm of section 3). Stage 1: greedy assignment on `h Eᵀ` with a balance loss, while
 * a router on token ids is distilled. Stage 2: that router, frozen into a table, selects; the gate still is
 * `σ(E_a · h)` with the trainable centroids.
 */
export class StableMoeRouter implements Router {
  readonly kind = "stable";
  readonly numExperts: number;
  readonly lossWeights: Readonly<Record<string, number>>;
  /** E [N, D] */
  readonly centroids: Parameter;
  readonly student: TokenEmbeddingScores;
  readonly #capacityFactor: number;
  #table: Int32Array | null = null;

  constructor(
    store: ParameterStore,
    name: string,
    {
      numExperts,
      width,
      vocabSize,
      padId,
      routingWidth = 50,
      balanceWeight = 0.3,
      distillWeight = 0.3,
      capacityFactor = 2,
    }: StableMoeOptions,
  ) {
    this.numExperts = numExperts;
    this.lossWeights = { balance: balanceWeight, distillation: distillWeight };
    this.#capacityFactor = capacityFactor;
    this.centroids = store.orthogonal(`${name}.centroids`, [numExperts, width], 0.1);
    this.student = new TokenEmbeddingScores(store, `${name}.student`, {
      vocabSize,
      numExperts,
      dim: routingWidth,
      padId,
    });
  }

  get traits(): RouterTraits {
    return {
      reads: ["hidden", "tokenIds"],
      causal: true,
      batchInvariant: true,
      expertsPerToken: 1,
      tabulable: "token",
    };
  }

  parameters(): readonly Parameter[] {
    return this.#table === null ? [this.centroids, ...this.student.parameters()] : [this.centroids];
  }

  route(input: RouterInput, mode: RoutingMode): Routing {
    const { hidden, tokenIds, real } = input;
    const table = this.#table;
    const learning = mode === "train" && table === null;
    const byStudent = (): Int32Array =>
      selectByToken(tokenIds, real, table === null ? (id) => this.student.best(id) : (id) => table[id]!);
    const experts = learning ? selectArgmax(selectionScores(hidden, this.centroids), real) : byStudent();
    const demand = assignmentFromExperts(experts, this.numExperts);
    const gates = sigmoidGate(hidden, this.centroids, demand); // [n] over all wanted edges
    const losses = learning
      ? {
          balance: stableLoss(gates, demand),
          distillation: this.student.loss(tapeOf("distillation", hidden), tokenIds, experts),
        }
      : {};
    const wanted = { losses, demand: expertCounts(demand) };
    if (mode === "infer") return { assignment: demand, gates, ...wanted };
    const { assignment, kept } = limitCapacity(demand, this.#capacityFactor, demand.tokens.length);
    return { assignment, gates: kept === null ? gates : gatherElements(gates, kept), ...wanted };
  }

  /** Greedy choice of the teacher, for the agreement of student and teacher. */
  teacherChoice({ hidden, real }: RouterInput): Int32Array {
    return selectArgmax(selectionScores(hidden, this.centroids), real);
  }

  freeze(): readonly Parameter[] {
    if (this.#table !== null)
      throw new ModelError("frozen", "this router is frozen already; it cannot be frozen twice");
    this.#table = this.student.compile();
    return this.student.parameters();
  }

  state(): RouterState {
    return { phase: this.#table === null ? "learning" : "frozen", table: this.#table };
  }

  restore({ table }: RouterState): void {
    this.#table = table;
  }
}
