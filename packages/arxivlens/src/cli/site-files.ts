import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { SiteRenderer } from "../api/contract.ts";
import type { Asset } from "../api/options.ts";
import { plainSite } from "../api/plain-site.ts";
import { SourceError } from "../sources/errors.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/** A built site: how pages are drawn, and the files that they load. */
export interface Site {
  readonly renderer: SiteRenderer;
  readonly asset: (path: string) => Promise<Asset | null>;
  /** False for the plain pages that stand in for a missing site. */
  readonly built: boolean;
}

/** @throws {SourceError} `bad-site` when the folder's module has no `render` */
export async function openSite(folder: string | null): Promise<Site> {
  const module = folder === null ? null : join(folder, "server", "render.js");
  if (folder === null || module === null || !existsSync(module))
    return { renderer: plainSite, asset: async () => null, built: false };
  const loaded: unknown = await import(pathToFileURL(module).href);
  if (!isRenderer(loaded))
    throw new SourceError("bad-site", `${module} exports no function "render"; build the site again`);
  return { renderer: loaded, asset: clientFile(resolve(folder, "client")), built: true };
}

const isRenderer = (value: unknown): value is SiteRenderer =>
  typeof value === "object" && value !== null && "render" in value && typeof value.render === "function";

function clientFile(root: string): (path: string) => Promise<Asset | null> {
  return async (path) => {
    const file = resolve(root, path);
    // An address with dots in it must not lead out of the folder.
    if (!file.startsWith(root + sep)) return null;
    try {
      const body = new Uint8Array(await readFile(file));
      return { body, contentType: contentTypes[extname(file)] ?? "application/octet-stream" };
    } catch {
      return null;
    }
  };
}
