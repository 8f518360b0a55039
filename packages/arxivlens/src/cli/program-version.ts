import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Version of the installed package; the manifest lies at the same distance from the sources and from the build. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "0";
}
