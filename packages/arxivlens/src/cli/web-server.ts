import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { ArxivLensError } from "../arxiv/errors.ts";

/** `no-port` or `cannot-listen`. */
export class ServerError extends ArxivLensError {
  override readonly name = "ServerError";
}

/** A handler of requests; `env` carries the connection. */
export type RequestHandler = (request: Request, env: object) => Response | Promise<Response>;

export interface WebServer {
  readonly port: number;
  /** Ends every connection, open streams among them. */
  close(): Promise<void>;
}

/** Ports tried after the wanted one. */
const furtherPorts = 50;

/**
 * Listens on the wanted port or, where it is taken, on the next free one.
 *
 * @param onTaken told of each port that was taken
 * @throws {ServerError} `no-port` when all that were tried are taken, `cannot-listen` for another failure
 */
export async function startWebServer(
  handler: RequestHandler,
  host: string,
  port: number,
  onTaken: (port: number) => void,
): Promise<WebServer> {
  const listener = getRequestListener((request, env) => handler(request, env), { overrideGlobalObjects: false });
  // The listener answers errors itself; its promise only says when it has done so.
  const server = createServer((request, response) => void listener(request, response));
  const last = Math.min(port + furtherPorts, 65_535);
  for (let wanted = port; wanted <= last; wanted++) {
    const failure = await listen(server, host, wanted);
    if (failure === null) return { port: portOf(server, wanted), close: () => close(server) };
    if (failure.code !== "EADDRINUSE")
      throw new ServerError(
        "cannot-listen",
        `cannot listen on ${host}:${wanted} (${failure.message}); choose others with --host and --port`,
      );
    onTaken(wanted);
  }
  throw new ServerError("no-port", `ports ${port} to ${last} are all taken; choose another with --port`);
}

function listen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      resolve(null);
    });
  });
}

function portOf(server: Server, wanted: number): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : wanted;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The other end's address, from what the listener passes along. */
export function remoteAddressOf(env: unknown): string | null {
  if (typeof env !== "object" || env === null || !("incoming" in env)) return null;
  const { incoming } = env;
  if (typeof incoming !== "object" || incoming === null || !("socket" in incoming)) return null;
  const { socket } = incoming;
  if (typeof socket !== "object" || socket === null || !("remoteAddress" in socket)) return null;
  return typeof socket.remoteAddress === "string" ? socket.remoteAddress : null;
}
