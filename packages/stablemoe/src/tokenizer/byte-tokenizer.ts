import { StableMoeError } from "./error.ts";
import { EOS_TOKEN, PAD_TOKEN } from "./special-tokens.ts";
import { bytesToText, tokenLabel } from "./token-label.ts";
import type { Tokenizer } from "./tokenizer.ts";

const FIRST_BYTE = 2;

/** One token per UTF-8 byte, after `<pad>` = 0 and `<eos>` = 1: needs no training. For tests and tiny examples. */
export class ByteTokenizer implements Tokenizer {
  readonly vocabSize: number = FIRST_BYTE + 256;
  readonly padId: number = 0;
  readonly eosId: number = 1;

  encode(text: string): Int32Array {
    return Int32Array.from(new TextEncoder().encode(text), (byte) => byte + FIRST_BYTE);
  }

  decode(ids: ArrayLike<number>): string {
    const bytes: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const id = this.#checked(ids[i]);
      if (id >= FIRST_BYTE) bytes.push(id - FIRST_BYTE);
    }
    return bytesToText(Uint8Array.from(bytes));
  }

  tokenText(id: number): string {
    if (this.#checked(id) < FIRST_BYTE) return id === this.padId ? PAD_TOKEN : EOS_TOKEN;
    return tokenLabel(Uint8Array.of(id - FIRST_BYTE));
  }

  #checked(id: number | undefined): number {
    if (id !== undefined && Number.isInteger(id) && id >= 0 && id < this.vocabSize) return id;
    throw new StableMoeError("token-id", `token id ${id} is outside the vocabulary 0 … ${this.vocabSize - 1}`);
  }
}
