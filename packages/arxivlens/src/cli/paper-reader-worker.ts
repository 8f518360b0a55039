import { parentPort } from "node:worker_threads";
import { emptyLine } from "../sources/lines-corpus.ts";
import { paperLineReaders } from "../sources/paper-files.ts";
import type { ReaderAnswer, ReaderTask } from "./paper-reader.ts";

parentPort?.on("message", ({ number, format, source, lines }: ReaderTask) => {
  const read = paperLineReaders[format];
  const answer: ReaderAnswer = {
    number,
    results: lines.map((line) => (line.trim() === "" ? { ok: false, error: emptyLine } : read(line, source))),
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer);
});
