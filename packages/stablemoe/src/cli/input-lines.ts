import { StableMoeError } from "../tokenizer/error.ts";

export interface InputLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * Lines of UTF-8 as they come.
 *
 * @throws {StableMoeError} `encoding`, with the number of the line, where the bytes are no UTF-8
 */
export async function* inputLines(
  bytes: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): AsyncGenerator<InputLine, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let number = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new StableMoeError(
        "encoding",
        `the input is not UTF-8 in line ${number + 1} or soon after it; convert it, for example with iconv -t UTF-8`,
        { cause },
      );
    }
  };
  for await (const chunk of bytes) {
    rest += typeof chunk === "string" ? chunk : decode(chunk);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield { number: ++number, text: line.replace(/\r$/u, "") };
  }
  rest += decode();
  if (rest !== "") yield { number: ++number, text: rest };
}
