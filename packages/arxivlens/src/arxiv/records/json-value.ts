import { ArxivLensError } from "../errors.ts";

/** Code `bad-json`: the text is cut, or no object where there must be one. */
export class JsonError extends ArxivLensError {
  override readonly name = "JsonError";
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws {JsonError} `bad-json` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new JsonError("bad-json", `not JSON (${reason}); fetch the answer again`, { cause });
  }
}

/** The value as an object; an empty one where it is none. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
