import type { MapPoint, Neighbourhood } from "./map-work.ts";

/** What the worker is asked: where works begin, and who cites whom. */
export interface ForceRequest {
  readonly points: readonly MapPoint[];
  readonly edges: Neighbourhood["edges"];
}

/** What it answers, several times as it goes. */
export interface ForceAnswer {
  readonly points: readonly MapPoint[];
  readonly done: boolean;
}

/**
 * ForceAtlas2 away from the page's own thread. The same start gives the same end: there is no chance and no clock in it.
 *
 * @returns ends it
 */
export function forceLayout(request: ForceRequest, answered: (answer: ForceAnswer) => void): () => void {
  const worker = new Worker(new URL("./force-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<ForceAnswer>) => {
    answered(data);
    if (data.done) worker.terminate();
  });
  worker.postMessage(request);
  return () => worker.terminate();
}
