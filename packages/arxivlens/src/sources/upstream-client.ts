import type { Result } from "../arxiv/errors.ts";
import { answerText } from "./text-encoding.ts";

/** Why an upstream gave no usable answer. */
export interface UpstreamIssue {
  /**
   * `offline`: not asked, by the user's wish; `unreachable`: no connection; `busy`: 429 or 503 until patience ended;
   * `status`: another HTTP status; `unusable`: an answer that is cut, empty or not in the expected form; `stopped`.
   */
  readonly code: "offline" | "unreachable" | "busy" | "status" | "unusable" | "stopped";
  readonly message: string;
}

/** What a service answered to some of the questions that it was asked. */
export interface PartialAnswer<T> {
  /** By what was asked for; null for what the service does not have. */
  readonly found: ReadonlyMap<string, T | null>;
  /** Asked for in vain. What is neither here nor found is in another answer, or was not asked for. */
  readonly failed: ReadonlySet<string>;
  /** Why some are in vain; null when none is. */
  readonly issue: UpstreamIssue | null;
}

/** The share of a limiter that a client needs; the state behind it is common to all processes of one caller. */
export interface RequestLimiter {
  acquire(upstream: string, nowMs: number, leaseMs: number): Promise<number>;
  release(upstream: string, nextAtMs: number): Promise<void>;
}

/** The only way out: everything that reaches the network is a value given by the composition root. */
export interface UpstreamTools {
  readonly fetch: (
    url: string,
    init: {
      readonly method: "GET" | "POST";
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly signal: AbortSignal;
    },
  ) => Promise<Response>;
  readonly nowMs: () => number;
  /** Resolves early when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly limiter: RequestLimiter;
  /** Mail address of who runs this, told to every upstream; absent where nobody wants to be named. */
  readonly contact?: string;
  /** Refuses every request before it is made. */
  readonly offline: boolean;
  readonly signal: AbortSignal;
}

export interface Upstream {
  /** Key of the limiter, for example `arxiv`. */
  readonly name: string;
  readonly intervalMs: number;
  /** Longest time one request may take. */
  readonly timeoutMs: number;
}

/** What is asked. */
export interface UpstreamRequest {
  readonly url: string;
  /** Sent as JSON by POST; without it the request is a GET. */
  readonly json?: unknown;
  /** For example a key; never part of a message. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes into the address, for example a key; never part of a message. */
  readonly hidden?: Readonly<Record<string, string>>;
}

export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  /** A service that wants to be left alone for longer counts as busy until then. */
  readonly longestDelayMs: number;
  /** Without a connection more attempts tell little, and the user wants to know soon. */
  readonly attemptsUnreachable: number;
}

/** Long silences with 429 are normal upstream, so the waits grow well beyond the request interval. */
export const patient: RetryPolicy = {
  attempts: 5,
  firstDelayMs: 5_000,
  longestDelayMs: 300_000,
  attemptsUnreachable: 2,
};

type Attempt<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "again"; readonly issue: UpstreamIssue; readonly afterMs: number }
  | { readonly kind: "failed"; readonly issue: UpstreamIssue };

const userAgent = (contact: string | undefined): string =>
  `ArxivLens (self-hosted arXiv explorer${contact === undefined ? "" : `; mailto:${contact}`})`;

/** Whatever a service asks for, it is asked again a day later. */
const longestSilenceMs = 86_400_000;

/**
 * One request under the limiter, repeated by the policy while the upstream is busy, unreachable or unusable.
 *
 * @param asked a request, or the address of a GET
 * @param read turns a body into a value, or says why it is unusable
 */
export async function request<T>(
  tools: UpstreamTools,
  upstream: Upstream,
  asked: UpstreamRequest | string,
  read: (body: string) => Result<T, string>,
  policy: RetryPolicy = patient,
): Promise<Result<T, UpstreamIssue>> {
  if (tools.offline)
    return { ok: false, error: { code: "offline", message: `${upstream.name} is not asked: --offline is on` } };
  const question = typeof asked === "string" ? { url: asked } : asked;
  const intervalMs = isLoopback(question.url) ? 0 : upstream.intervalMs;
  for (let attempt = 1; ; attempt++) {
    const hindrance = await waitForTurn(tools, upstream, policy.longestDelayMs);
    if (hindrance !== null) return { ok: false, error: hindrance };
    const outcome = await attemptOnce(tools, upstream, question, read);
    const backOffMs = Math.min(policy.firstDelayMs * 2 ** (attempt - 1), policy.longestDelayMs);
    const askedForMs = outcome.kind === "again" ? Math.min(outcome.afterMs, longestSilenceMs) : 0;
    const pauseMs = outcome.kind === "again" ? Math.max(askedForMs, backOffMs) : 0;
    await tools.limiter.release(upstream.name, tools.nowMs() + Math.max(intervalMs, pauseMs));
    if (outcome.kind === "done") return { ok: true, value: outcome.value };
    if (tools.signal.aborted) return { ok: false, error: stopped(upstream) };
    const limit = outcome.issue.code === "unreachable" ? policy.attemptsUnreachable : policy.attempts;
    if (outcome.kind === "failed" || attempt >= limit || askedForMs > policy.longestDelayMs)
      return { ok: false, error: outcome.issue };
  }
}

const stopped = (upstream: Upstream): UpstreamIssue => ({
  code: "stopped",
  message: `${upstream.name}: stopped while waiting`,
});

/** A service on this machine is the operator's own; the terms of the public one do not bind it. */
const isLoopback = (url: string): boolean => /^https?:\/\/(?:127\.|localhost[:/]|\[::1\])/u.test(url);

/** Null once the turn has come. */
async function waitForTurn(tools: UpstreamTools, upstream: Upstream, longestMs: number): Promise<UpstreamIssue | null> {
  while (!tools.signal.aborted) {
    const waitMs = await tools.limiter.acquire(upstream.name, tools.nowMs(), upstream.timeoutMs);
    if (waitMs <= 0) return null;
    if (waitMs > longestMs) {
      const until = new Date(tools.nowMs() + waitMs).toISOString();
      return { code: "busy", message: `${upstream.name} asked to be left alone until ${until}` };
    }
    await tools.sleep(waitMs, tools.signal);
  }
  return stopped(upstream);
}

async function attemptOnce<T>(
  tools: UpstreamTools,
  upstream: Upstream,
  { url, json, headers, hidden = {} }: UpstreamRequest,
  read: (body: string) => Result<T, string>,
): Promise<Attempt<T>> {
  const host = new URL(url).host;
  let response: Response;
  let body: string;
  try {
    const signal = AbortSignal.any([tools.signal, AbortSignal.timeout(upstream.timeoutMs)]);
    response = await tools.fetch(withHidden(url, hidden), {
      ...(json === undefined ? { method: "GET" } : { method: "POST", body: JSON.stringify(json) }),
      headers: {
        "user-agent": userAgent(tools.contact),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      signal,
    });
  } catch (error) {
    return {
      kind: "again",
      afterMs: 0,
      issue: { code: "unreachable", message: `${host} cannot be reached (${without(reasonOf(error), hidden)})` },
    };
  }
  try {
    const named = /charset="?([\w-]+)/iu.exec(response.headers.get("content-type") ?? "")?.[1];
    body = answerText(new Uint8Array(await response.arrayBuffer()), named);
  } catch (error) {
    return {
      kind: "again",
      afterMs: 0,
      issue: { code: "unusable", message: `the answer of ${host} was cut off (${reasonOf(error)})` },
    };
  }
  if (response.status === 429 || response.status === 503) {
    const afterMs = retryAfterMs(response.headers.get("retry-after"), tools.nowMs());
    return { kind: "again", afterMs, issue: { code: "busy", message: `${host} is busy (HTTP ${response.status})` } };
  }
  if (response.status >= 500)
    return {
      kind: "again",
      afterMs: 0,
      issue: { code: "status", message: `${host} answered HTTP ${response.status}` },
    };
  const result = read(body);
  if (result.ok) return { kind: "done", value: result.value };
  const issue: UpstreamIssue = response.ok
    ? { code: "unusable", message: `${host}: ${result.error}` }
    : { code: "status", message: `${host} answered HTTP ${response.status}` };
  return response.ok ? { kind: "again", afterMs: 0, issue } : { kind: "failed", issue };
}

function withHidden(url: string, hidden: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams(hidden).toString();
  return parameters === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${parameters}`;
}

/** Some clients name the address that failed. */
const without = (reason: string, hidden: Readonly<Record<string, string>>): string =>
  Object.values(hidden).reduce(
    (text, value) => text.replaceAll(value, "…").replaceAll(encodeURIComponent(value), "…"),
    reason,
  );

/** Seconds or an HTTP date, as RFC 9110 allows; 0 when absent or unreadable. */
function retryAfterMs(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - nowMs);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The client of the web platform hides the reason ("fetch failed") behind its cause.
  return error.cause instanceof Error ? error.cause.message : error.message;
}
