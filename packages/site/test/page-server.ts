import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "arxivlens/api";

import type { Site } from "../../arxivlens/src/cli/site-files.ts";

// As strict as the real server: a page that needs an exception fails here first.
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

export interface PageServer {
  readonly address: string;
  /** Pushes one server-sent event to every open Lab page. */
  readonly send: (event: string, data: object) => void;
  /** How many Lab pages listen. */
  readonly listening: () => number;
  readonly posted: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Serves pages by path with nothing behind them, and the built client files beside them. */
export async function servePages(
  { renderer, asset }: Pick<Site, "renderer" | "asset">,
  pages: ReadonlyMap<string, Page>,
): Promise<PageServer> {
  const listeners = new Set<(text: string) => void>();
  const posted: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      const page = pages.get(pathname);
      response.setHeader("content-security-policy", policy);
      if (request.method === "POST") {
        posted.push(pathname);
        response.writeHead(202).end("{}");
      } else if (pathname === "/api/events/runs") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(": open\n\n");
        const listener = (text: string): void => void response.write(text);
        listeners.add(listener);
        request.on("close", () => listeners.delete(listener));
      } else if (page !== undefined) {
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(renderer.render(page));
      } else if (pathname.startsWith("/assets/")) {
        const file = await asset(pathname.slice(1));
        if (file === null) response.writeHead(404).end();
        else response.writeHead(200, { "content-type": file.contentType }).end(file.body);
      } else {
        response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end(pathname);
      }
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: (event, data) => {
      for (const listener of listeners) listener(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    listening: () => listeners.size,
    posted: () => posted,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
