import { Worker } from "node:worker_threads";
import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { PaperReader } from "../sources/lines-corpus.ts";
import type { PaperLineFormat } from "../sources/record-lines.ts";

/** Lines for the worker. */
export interface ReaderTask {
  readonly number: number;
  readonly format: PaperLineFormat;
  readonly source: string;
  readonly lines: readonly string[];
}

/** Its answer to the task of that number. */
export interface ReaderAnswer {
  readonly number: number;
  readonly results: readonly Result<Paper, string>[];
}

/**
 * Reads lines into papers in a worker thread, so that one core reads while the other writes the store. The worker ends
 * with the process and does not keep it alive. Null where the program runs from its sources, which a worker cannot load.
 */
export function createPaperReader(): ((format: PaperLineFormat, source: string) => PaperReader) | null {
  if (!import.meta.url.endsWith(".js")) return null;
  let worker: Worker | null = null;
  let number = 0;
  const waiting = new Map<number, PromiseWithReject>();
  const start = (): Worker => {
    const started = new Worker(new URL("paper-reader-worker.js", import.meta.url));
    started.on("message", ({ number: answered, results }: ReaderAnswer) => {
      waiting.get(answered)?.resolve(results);
      waiting.delete(answered);
      if (waiting.size === 0) started.unref();
    });
    started.on("error", (error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      worker = null;
    });
    return started;
  };
  return (format, source) => (lines) => {
    worker ??= start();
    worker.ref();
    const task: ReaderTask = { number: number++, format, source, lines };
    const answer = new Promise<readonly Result<Paper, string>[]>((resolve, reject) => {
      waiting.set(task.number, { resolve, reject });
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(task);
    return answer;
  };
}

interface PromiseWithReject {
  readonly resolve: (results: readonly Result<Paper, string>[]) => void;
  readonly reject: (error: Error) => void;
}
