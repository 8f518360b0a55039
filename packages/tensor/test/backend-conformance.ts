import { describe } from "vitest";
import type { Subject } from "./conformance/harness.ts";
import { attentionConformance } from "./conformance/attention.ts";
import { elementConformance } from "./conformance/elements.ts";
import { likeliestConformance } from "./conformance/likeliest.ts";
import { productConformance } from "./conformance/products.ts";
import { routingConformance } from "./conformance/routing.ts";
import { rowConformance } from "./conformance/rows.ts";

export type { Subject } from "./conformance/harness.ts";

/**
 * What every Backend has to pass: each method against the oracle in double precision over property-based shapes, and
 * the same bits on one thread and on two.
 */
export function backendConformance(subject: Subject): void {
  describe(`backend ${subject.name}`, () => {
    productConformance(subject);
    attentionConformance(subject);
    rowConformance(subject);
    elementConformance(subject);
    likeliestConformance(subject);
    routingConformance(subject);
  });
}
