import { hash32, streamOf } from "@stablemoe/tensor";

/** Uniform 32-bit hash of a document id under a seed. */
export function documentHash(id: string, seed: number): number {
  return hash32(seed, streamOf(id));
}
