import { createServer } from "node:http";
import { createUpstreamSimulator, type SimulatorOptions, type UpstreamSimulator } from "./simulator.ts";

export interface ServedUpstream extends AsyncDisposable {
  readonly simulator: UpstreamSimulator;
  /** For example `http://127.0.0.1:40000`. */
  readonly address: string;
  /** Headers of every request so far. */
  readonly headers: readonly Readonly<Record<string, unknown>>[];
}

/** The simulated services on a port of this machine, for commands that bring a network of their own. */
export async function servedUpstream(options: Omit<SimulatorOptions, "nowMs">): Promise<ServedUpstream> {
  const simulator = createUpstreamSimulator({ ...options, nowMs: Date.now });
  const headers: Readonly<Record<string, unknown>>[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      headers.push(request.headers);
      const post = request.method === "POST";
      const signal = new AbortController().signal;
      void simulator
        .fetch(`http://127.0.0.1${request.url}`, {
          method: post ? "POST" : "GET",
          headers: { "content-type": request.headers["content-type"] ?? "text/plain" },
          ...(post ? { body: Buffer.concat(chunks).toString() } : {}),
          signal,
        })
        .then(async (answer) => {
          response.writeHead(answer.status, Object.fromEntries(answer.headers));
          response.end(Buffer.from(await answer.arrayBuffer()));
        })
        .catch(() => response.destroy());
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    simulator,
    address: `http://127.0.0.1:${port}`,
    headers,
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  };
}
