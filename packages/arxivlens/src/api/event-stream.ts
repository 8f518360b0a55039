import { changesSince, formatSeen, parseSeen, type SeenMetrics } from "../lab/run-changes.ts";
import type { Lab, Run } from "../lab/lab.ts";

export interface EventStreamOptions {
  readonly lab: Lab;
  /** Value of the Last-Event-ID header: a reader who comes back gets only what was missed. */
  readonly lastEventId: string | undefined;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

const pollMs = 500;
/** Proxies and browsers give up on a silent connection after half a minute or more. */
const pollsPerHeartbeat = 30;

/**
 * Server-sent events about runs: `runs` with the whole list at first and when a run comes, goes or changes status,
 * `metric` with `{run, metric}` for each new line, and a comment now and then to keep the connection.
 */
export function runEvents({
  lab,
  lastEventId,
  sleep,
  signal,
}: EventStreamOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  const closed = new AbortController();
  const ended = AbortSignal.any([signal, closed.signal]);
  const encoder = new TextEncoder();
  let seen: SeenMetrics | null = lastEventId === undefined ? null : parseSeen(lastEventId);
  let before: readonly Run[] | null = null;
  let silentPolls = 0;

  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 2000\n\n"));
    },
    async pull(controller) {
      while (!ended.aborted) {
        if (before !== null) await sleep(pollMs, ended);
        if (ended.aborted) break;
        const text = await nextEvents();
        silentPolls = text === "" ? silentPolls + 1 : 0;
        const heartbeat = silentPolls > 0 && silentPolls % pollsPerHeartbeat === 0 ? ": still here\n\n" : "";
        if (text + heartbeat === "") continue;
        controller.enqueue(encoder.encode(text + heartbeat));
        return;
      }
      if (!closed.signal.aborted) controller.close();
    },
    cancel() {
      closed.abort();
    },
  });

  async function nextEvents(): Promise<string> {
    const runs = await lab.runs();
    const changes = changesSince(seen, before, runs);
    const counts = new Map(seen ?? []);
    before = runs;
    const text = changes.map((change) => {
      if (change.type === "runs") {
        counts.clear();
        for (const run of change.runs) counts.set(run.name, run.metrics.length);
        return eventText("runs", change.runs, counts);
      }
      counts.set(change.run, (counts.get(change.run) ?? 0) + 1);
      return eventText("metric", { run: change.run, metric: change.metric }, counts);
    });
    seen = counts;
    return text.join("");
  }
}

function eventText(name: string, data: unknown, seen: SeenMetrics): string {
  return `event: ${name}\nid: ${formatSeen(seen)}\ndata: ${JSON.stringify(data)}\n\n`;
}
