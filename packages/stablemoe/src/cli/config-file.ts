import { readFileSync } from "node:fs";
import { UsageError } from "./command.ts";

/** Names and values of a JSON file; those of nested objects are joined by dots: `{"settle": {"agreement": 0.9}}` is `settle.agreement`. */
export function readConfigFile(path: string): readonly (readonly [name: string, value: unknown])[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new UsageError(`cannot read --config ${path}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) {
    throw new UsageError(`--config ${path} must hold one JSON object`);
  }
  return flattened(parsed);
}

function flattened(object: object): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? flattened(value).map(([rest, inner]) => [`${name}.${rest}`, inner] as const)
      : [[name, value] as const],
  );
}
