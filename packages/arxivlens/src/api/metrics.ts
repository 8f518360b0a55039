import type { RequestLog } from "./request-log.ts";
import type { StatusView } from "./contract.ts";

/** Upper bounds in seconds; the targets of the API lie among them. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

interface Histogram {
  readonly buckets: number[];
  sum: number;
  count: number;
}

type Labels = Readonly<Record<string, string>>;

/** Counts requests and writes the text that Prometheus reads (exposition format 0.0.4). */
export class RequestMetrics {
  readonly #requests = new Map<string, { readonly labels: Labels; count: number }>();
  readonly #durations = new Map<string, { readonly labels: Labels; readonly histogram: Histogram }>();

  observe({ method, route, status, milliseconds }: RequestLog): void {
    const counted = { method, route, status: String(status) };
    const requests = entry(this.#requests, counted, () => ({ labels: counted, count: 0 }));
    requests.count += 1;
    const timed = { method, route };
    const { histogram } = entry(this.#durations, timed, () => ({
      labels: timed,
      histogram: { buckets: bounds.map(() => 0), sum: 0, count: 0 },
    }));
    const seconds = milliseconds / 1_000;
    bounds.forEach((bound, at) => {
      if (seconds <= bound) histogram.buckets[at] = (histogram.buckets[at] ?? 0) + 1;
    });
    histogram.sum += seconds;
    histogram.count += 1;
  }

  text(status: StatusView, residentBytes: number): string {
    const jobs = status.jobs.flatMap(({ kind, waiting, leased, failed }) =>
      Object.entries({ waiting, leased, failed }).map(([state, jobsOf]) =>
        line("arxivlens_jobs", { kind, state }, jobsOf),
      ),
    );
    const ended = status.stages.flatMap(({ name, outcome, endedAt }) =>
      endedAt === null
        ? []
        : [line("arxivlens_stage_ended_timestamp_seconds", { stage: name, outcome }, Date.parse(endedAt) / 1_000)],
    );
    return [
      ...family(
        "arxivlens_http_requests_total",
        "counter",
        "Requests answered.",
        [...this.#requests.values()].map(({ labels, count }) => line("arxivlens_http_requests_total", labels, count)),
      ),
      ...family(
        "arxivlens_http_request_duration_seconds",
        "histogram",
        "Time to answer.",
        [...this.#durations.values()].flatMap(({ labels, histogram }) => histogramLines(labels, histogram)),
      ),
      ...gauge("arxivlens_papers", "Works in the store.", status.store.papers),
      ...gauge("arxivlens_papers_with_abstract", "Works with an abstract.", status.store.withAbstract),
      ...gauge("arxivlens_citations", "Distinct citations.", status.store.citations),
      ...gauge("arxivlens_store_revision", "Grows with every change of the store.", status.store.revision),
      ...gauge("arxivlens_index_documents", "Documents of the index.", status.index.documents),
      ...gauge("arxivlens_index_behind_changes", "Changes not indexed yet.", status.index.behind),
      ...family("arxivlens_jobs", "gauge", "Jobs by kind and state.", jobs),
      ...family("arxivlens_stage_ended_timestamp_seconds", "gauge", "When each stage ended last.", ended),
      ...gauge("process_resident_memory_bytes", "Resident memory.", residentBytes),
      "",
    ].join("\n");
  }
}

function entry<Value>(map: Map<string, Value>, labels: Labels, create: () => Value): Value {
  const name = Object.values(labels).join("\n");
  const known = map.get(name);
  if (known !== undefined) return known;
  const created = create();
  map.set(name, created);
  return created;
}

function histogramLines(labels: Labels, { buckets, sum, count }: Histogram): readonly string[] {
  const name = "arxivlens_http_request_duration_seconds";
  return [
    ...bounds.map((bound, at) => line(`${name}_bucket`, { ...labels, le: String(bound) }, buckets[at] ?? 0)),
    line(`${name}_bucket`, { ...labels, le: "+Inf" }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

const family = (name: string, type: string, help: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];

const gauge = (name: string, help: string, value: number): readonly string[] =>
  family(name, "gauge", help, [line(name, {}, value)]);

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
