import { startWebServer } from "../../src/cli/web-server.ts";
import { createUpstreamSimulator, type SimulatorOptions, type UpstreamSimulator } from "./simulator.ts";

/** Simulated services on a port of this machine, for commands that make requests of their own. */
export interface ServedUpstream extends AsyncDisposable {
  readonly simulator: UpstreamSimulator;
  /** For example `http://127.0.0.1:40000`. */
  readonly address: string;
  /** Headers of every request so far. */
  readonly headers: readonly Readonly<Record<string, unknown>>[];
}

export async function servedUpstream({
  nowMs = Date.now,
  ...options
}: Omit<SimulatorOptions, "nowMs"> & Partial<SimulatorOptions>): Promise<ServedUpstream> {
  const simulator = createUpstreamSimulator({ ...options, nowMs });
  const headers: Readonly<Record<string, unknown>>[] = [];
  const answer = async (request: Request): Promise<Response> => {
    const sent = Object.fromEntries(request.headers);
    headers.push(sent);
    const { signal, url } = request;
    return request.method === "POST"
      ? simulator.fetch(url, { method: "POST", headers: sent, body: await request.text(), signal })
      : simulator.fetch(url, { method: "GET", headers: sent, signal });
  };
  const server = await startWebServer(answer, "127.0.0.1", 0, () => undefined);
  return {
    simulator,
    address: `http://127.0.0.1:${server.port}`,
    headers,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
