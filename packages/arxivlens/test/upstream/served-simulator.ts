import { startWebServer } from "../../src/cli/web-server.ts";
import { createUpstreamSimulator, type SimulatorOptions, type UpstreamSimulator } from "./simulator.ts";

/** The simulated services behind an address of this machine, for commands that make their own requests. */
export interface ServedSimulator extends Pick<UpstreamSimulator, "requests"> {
  /** For example `http://127.0.0.1:40123`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

export async function serveSimulator(options: SimulatorOptions): Promise<ServedSimulator> {
  const { fetch, requests } = createUpstreamSimulator(options);
  const answer = async (request: Request): Promise<Response> => {
    const { headers, signal } = request;
    const sent =
      request.method === "POST"
        ? ({ method: "POST", body: await request.text() } as const)
        : ({ method: "GET" } as const);
    return fetch(request.url, { ...sent, headers: Object.fromEntries(headers), signal });
  };
  const server = await startWebServer(answer, "127.0.0.1", 0, () => undefined);
  return { address: `http://127.0.0.1:${server.port}`, requests, close: () => server.close() };
}
