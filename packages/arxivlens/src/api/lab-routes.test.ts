import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import { runFolder } from "../cli/run-folder.ts";
import { createLab } from "../lab/lab.ts";
import type { LabView } from "./contract.ts";
import type { Library } from "./library.ts";
import { operations } from "./openapi/operations.ts";

let library: Library;
beforeAll(async () => {
  library = await testLibrary();
});
afterAll(() => library.store.close());

let folder: string;
let api: TestApi;
let started: number;
let running: string | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lens-runs-"));
  started = 0;
  running = null;
  const launcher = {
    running: () => running,
    start: async () => {
      started += 1;
      running = "tiny-1";
      return { ok: true as const, run: running };
    },
  };
  api = testApi(library, { lab: createLab({ files: runFolder(folder), folder, launcher, nowMs: () => 0 }) });
  addRun("one");
});
afterEach(() => rmSync(folder, { recursive: true }));

function addRun(name: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, "config.json"),
    JSON.stringify({
      format: 1,
      name,
      preset: "tiny",
      router: "stable",
      steps: 10,
      startedAt: "2026-01-01T00:00:00Z",
      model: { numExperts: 4 },
      parameters: 100,
    }),
  );
  writeFileSync(join(folder, name, "metrics.jsonl"), stepLine(1));
}
const stepLine = (step: number): string =>
  `${JSON.stringify({ type: "step", step, stage: 1, loss: 2, perplexity: 7.4, tokensPerSecond: 10, load: [0.5, 0.5] })}\n`;
const own = { origin: "http://localhost:8410" };

describe("starting a run", () => {
  test("the Lab page of this machine starts one, and a second is refused while it runs", async () => {
    const first = await api.request("/api/runs", { method: "POST", headers: own });
    expect([first.status, await first.json()]).toEqual([202, { run: "tiny-1" }]);
    const second = await api.request("/api/runs", { method: "POST", headers: own });
    expect([second.status, await second.json()]).toEqual([409, expect.objectContaining({ run: "tiny-1" })]);
    expect(started).toBe(1);
  });

  test("the loopback addresses of both families are this machine", async () => {
    for (const from of ["::1", "::ffff:127.0.0.1", "127.8.9.1"]) {
      running = null;
      expect((await api.request("/api/runs", { method: "POST", headers: own }, from)).status).toBe(202);
    }
  });

  test.each([
    ["another machine", own, "192.168.1.7"],
    ["a foreign page in the user's browser", { origin: "https://evil.test" }, "127.0.0.1"],
    ["a request without an origin", {}, "127.0.0.1"],
    ["another port of this machine", { origin: "http://localhost:3000" }, "127.0.0.1"],
    ["a name rebound to this machine", { host: "evil.test:8410", origin: "http://evil.test:8410" }, "127.0.0.1"],
    [
      "a host that only begins like this one",
      { host: "localhost.evil.test:8410", origin: "http://localhost.evil.test:8410" },
      "127.0.0.1",
    ],
    ["an opaque origin", { origin: "null" }, "127.0.0.1"],
  ])("%s is refused", async (_name, headers, from) => {
    const response = await api.request("/api/runs", { method: "POST", headers }, from);
    expect([response.status, response.headers.get("content-type")]).toEqual([403, "application/problem+json"]);
    expect(started).toBe(0);
  });

  test("the button is offered to readers at this machine only", async () => {
    const canStart = async (from: string): Promise<boolean> =>
      ((await (await api.request("/api/runs", {}, from)).json()) as LabView).canStart;
    expect([await canStart("127.0.0.1"), await canStart("10.0.0.1")]).toEqual([true, false]);
  });
});

test("runs answer by the schemas of the document, whatever their metrics are", async () => {
  const lines = [
    { type: "probe", step: 1, stage: 1, validLoss: 3 },
    { type: "probe", step: 2, stage: 2, validLoss: 2, changeRate: 0.5, studentAgreement: 0.9 },
    { type: "freeze", step: 2 },
    { type: "step", step: 3, stage: 2, loss: 1 },
    { type: "result" },
  ];
  appendFileSync(join(folder, "one", "metrics.jsonl"), `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  const answer = async (id: string, path: string, status: number, init = {}): Promise<unknown> => {
    const response = await api.request(`/api${path}`, init);
    const body: unknown = await response.json();
    expect(response.status).toBe(status);
    expect(operations.find((operation) => operation.id === id)?.answer?.parse(body)).toEqual(body);
    return body;
  };
  const run = { name: "one", status: "finished", freezeStep: 2 };
  expect(await answer("run", "/runs/one", 200)).toMatchObject(run);
  expect(await answer("runs", "/runs", 200)).toMatchObject({ runs: [run], canStart: true });
  await answer("startRun", "/runs", 202, { method: "POST", headers: own });
});

describe("following runs", () => {
  test("a snapshot comes first, then each new metric, then a snapshot when a run appears", async () => {
    const events = eventsOf(await api.request("/api/events/runs"));
    expect(await events.next()).toMatchObject({
      event: "runs",
      id: "one=1",
      data: [{ name: "one", metrics: [{ step: 1 }] }],
    });
    appendFileSync(join(folder, "one", "metrics.jsonl"), `${stepLine(2)}{"type":"freeze","step":2}\n`);
    expect((await events.next()).event).toBe("runs"); // its status becomes "running", because it grows
    appendFileSync(join(folder, "one", "metrics.jsonl"), stepLine(3));
    expect(await events.next()).toMatchObject({
      event: "metric",
      id: "one=4",
      data: { run: "one", metric: { type: "step", step: 3 } },
    });
    addRun("two");
    expect(await events.next()).toMatchObject({ event: "runs", id: "one=4&two=1" });
    await events.close();
  });

  test("who comes back gets only what was missed; who knows other runs gets everything", async () => {
    appendFileSync(join(folder, "one", "metrics.jsonl"), stepLine(2));
    const back = eventsOf(await api.request("/api/events/runs", { headers: { "last-event-id": "one=1" } }));
    expect(await back.next()).toMatchObject({ event: "metric", data: { run: "one", metric: { step: 2 } } });
    await back.close();
    for (const id of ["gone=3", "one=99", "nonsense", "%"]) {
      const stranger = eventsOf(await api.request("/api/events/runs", { headers: { "last-event-id": id } }));
      expect((await stranger.next()).event, id).toBe("runs");
      await stranger.close();
    }
  });

  test.each(["127.0.0.1", "192.0.2.7"])(
    "a silent stream to %s gets heartbeats and ends with the server",
    async (from) => {
      const stop = new AbortController();
      const lab = createLab({ files: runFolder(folder), folder, launcher: null, nowMs: () => 0 });
      const response = await testApi(library, { lab, signal: stop.signal }).request("/api/events/runs", {}, from);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (!text.includes(": still here")) text += (await reader?.read())?.value ?? "";
      stop.abort();
      let done = false;
      while (!done) done = (await reader?.read())?.done ?? true;
      expect(done).toBe(true);
    },
  );
});

interface ReceivedEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: unknown;
}

function eventsOf(response: Response): { next(): Promise<ReceivedEvent>; close(): Promise<void> } {
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = (response.body ?? new ReadableStream<Uint8Array<ArrayBuffer>>())
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let buffer = "";
  return {
    async next() {
      for (;;) {
        const end = buffer.indexOf("\n\n");
        if (end < 0) {
          buffer += (await reader.read()).value ?? "";
          continue;
        }
        const lines = buffer.slice(0, end).split("\n");
        buffer = buffer.slice(end + 2);
        const field = (name: string): string | undefined =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field("data");
        if (data !== undefined) return { event: field("event"), id: field("id"), data: JSON.parse(data) as unknown };
      }
    },
    close: () => reader.cancel(),
  };
}
