import { StableMoeError } from "./error.ts";
import type { BpeMerge, BpeVocabulary } from "./vocabulary.ts";

const BYTE_LEVEL = {
  type: "ByteLevel",
  add_prefix_space: false,
  trim_offsets: true,
  use_regex: true,
};

/** A byte-level BPE vocabulary as the text of a Hugging Face `tokenizer.json`, version 1.0. */
export function writeTokenizerJson({ tokens, specialIds, merges }: BpeVocabulary): string {
  const flags = {
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  };
  return JSON.stringify(
    {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: specialIds.map((id) => ({ id, content: tokens[id], ...flags })),
      normalizer: null,
      pre_tokenizer: BYTE_LEVEL,
      post_processor: null,
      decoder: BYTE_LEVEL,
      model: {
        type: "BPE",
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        ignore_merges: false,
        // fromEntries defines keys, where assignment would lose a token named __proto__.
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
        merges: merges.map(({ left, right }) => [tokens[left], tokens[right]]),
      },
    },
    undefined,
    1,
  );
}

/**
 * Reads back what `writeTokenizerJson` writes, and any byte-level BPE file without normalizer. Merges may be pairs or
 * the older "left right" strings.
 *
 * @throws {StableMoeError} `tokenizer-json`
 */
export function readTokenizerJson(text: string): BpeVocabulary {
  const root = record(parse(text), "the file");
  const model = record(root["model"], "model");
  expect(model["type"] === "BPE", "model.type", model["type"], '"BPE"');
  expect(isAbsent(root["normalizer"]), "normalizer", root["normalizer"], "null");
  expect(
    isAbsent(root["post_processor"]) || isByteLevel(root["post_processor"]),
    "post_processor",
    root["post_processor"],
    "null",
  );
  for (const field of ["continuing_subword_prefix", "end_of_word_suffix", "unk_token"]) {
    expect(isAbsent(model[field]) || model[field] === "", `model.${field}`, model[field], "null");
  }
  for (const field of ["byte_fallback", "ignore_merges"]) {
    expect(model[field] !== true, `model.${field}`, model[field], "false");
  }
  expect(isByteLevel(root["decoder"]), "decoder", root["decoder"], "a ByteLevel decoder");
  const pre = root["pre_tokenizer"];
  expect(isByteLevel(pre), "pre_tokenizer", pre, "a ByteLevel pre-tokenizer");
  const { add_prefix_space: prefixSpace, use_regex: useRegex } = record(pre, "pre_tokenizer");
  expect(prefixSpace === false, "pre_tokenizer.add_prefix_space", prefixSpace, "false");
  expect(useRegex !== false, "pre_tokenizer.use_regex", useRegex, "true");

  const idOf = readVocab(model["vocab"]);
  const specialIds = readSpecialIds(root["added_tokens"], idOf);
  const tokens: string[] = Array.from({ length: idOf.size });
  const taken = new Set<number>();
  for (const [token, id] of idOf) {
    const usable = Number.isInteger(id) && id >= 0 && id < idOf.size && !taken.has(id);
    expect(usable, `the id of token "${token}"`, id, `a number of its own below ${idOf.size}`);
    taken.add(id);
    tokens[id] = token;
  }
  return { tokens, specialIds, merges: readMerges(model["merges"], idOf) };
}

function readVocab(value: unknown): Map<string, number> {
  const entries = Object.entries(record(value, "model.vocab"));
  return new Map(
    entries.map(([token, id]) => {
      if (typeof id !== "number") throw broken(`model.vocab["${token}"]`, id, "a number");
      return [token, id];
    }),
  );
}

function readSpecialIds(value: unknown, idOf: Map<string, number>): number[] {
  const ids = list(value ?? [], "added_tokens").map((entry, index) => {
    const { id, content } = record(entry, `added_tokens[${index}]`);
    if (typeof content !== "string" || content === "")
      throw broken(`added_tokens[${index}].content`, content, "a text");
    if (typeof id !== "number") throw broken(`added_tokens[${index}].id`, id, "a number");
    expect((idOf.get(content) ?? id) === id, `added_tokens[${index}].id`, id, `${idOf.get(content)} as in model.vocab`);
    idOf.set(content, id);
    return id;
  });
  return ids.toSorted((a, b) => a - b);
}

function readMerges(value: unknown, idOf: ReadonlyMap<string, number>): BpeMerge[] {
  return list(value, "model.merges").map((entry, rank) => {
    const parts: unknown = typeof entry === "string" ? entry.split(" ") : entry;
    const name = `model.merges[${rank}]`;
    if (!Array.isArray(parts) || parts.length !== 2) throw broken(name, entry, "a pair of tokens");
    const [leftText, rightText] = parts.map(String) as [string, string];
    const id = (token: string): number => {
      const known = idOf.get(token);
      if (known === undefined) throw broken(name, entry, `made of known tokens, "${token}" is not in model.vocab`);
      return known;
    };
    return { left: id(leftText), right: id(rightText), merged: id(leftText + rightText) };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StableMoeError("tokenizer-json", "tokenizer.json is not JSON; was it cut short?", {
      cause,
    });
  }
}

function record(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw broken(name, value, "an object");
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw broken(name, value, "a list");
  return value as readonly unknown[];
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined;
}

function isByteLevel(value: unknown): boolean {
  return typeof value === "object" && value !== null && "type" in value && value.type === "ByteLevel";
}

function expect(holds: boolean, name: string, value: unknown, wanted: string): void {
  if (!holds) throw broken(name, value, wanted);
}

function broken(name: string, value: unknown, wanted: string): StableMoeError {
  const shown = value === undefined ? "missing" : (JSON.stringify(value) ?? typeof value).slice(0, 80);
  return new StableMoeError("tokenizer-json", `tokenizer.json: ${name} is ${shown}; it must be ${wanted}`);
}
