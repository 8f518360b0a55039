import { Tape, createReferenceBackend } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { smallConfig, smallModel, tokenIds } from "../../test/small-model.ts";
import { type FreezeCertificate, parameterHash, tableHash } from "../moe/freeze-certificate.ts";
import { fileToModel, modelToFile } from "./checkpoint.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

const backend = createReferenceBackend();
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function frozenModel() {
  const model = smallModel("stable", { backend, generic: true });
  const { name, router } = model.moeLayers[0]!;
  const student = router.freeze!();
  const certificate: FreezeCertificate = {
    step: 5,
    layer: name,
    router: router.kind,
    numExperts: 3,
    tableHash: tableHash(router.state().table!),
    studentHash: parameterHash(student),
    studentAgreement: null,
  };
  return { model, certificate };
}

describe("checkpoints", () => {
  test("a frozen model comes back with equal outputs, phase and table", () => {
    const { model, certificate } = frozenModel();
    const bytes = encodeSafetensors(modelToFile(model, [certificate]), encode);
    const loaded = smallModel("stable", { backend, seed: 99 });
    fileToModel(loaded, decodeSafetensors(bytes, decode));
    expect(loaded.moeLayers[0]!.router.state()).toEqual(model.moeLayers[0]!.router.state());
    const input = { inputs: tokenIds(5, smallConfig.vocabSize), batch: 1, length: 5 };
    const run = (m: typeof model): number[] =>
      Array.from(m.forward(new Tape(backend, { recording: false }), input, "infer").hidden.data);
    expect(run(loaded)).toEqual(run(model));
  });

  test("the header is padded to eight bytes and the offsets have no holes", () => {
    const { model, certificate } = frozenModel();
    const bytes = encodeSafetensors(modelToFile(model, [certificate]), encode);
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    const { __metadata__: _, ...entries } = JSON.parse(decode(bytes.subarray(8, 8 + headerLength))) as Record<
      string,
      { data_offsets: [number, number] }
    >;
    let end = 0;
    for (const {
      data_offsets: [from, to],
    } of Object.values(entries)) {
      expect(from).toBe(end);
      end = to;
    }
    expect(8 + headerLength + end).toBe(bytes.length);
  });

  test("a table that was changed after its certificate is refused, naming layer and both hashes", () => {
    const { model, certificate } = frozenModel();
    const file = modelToFile(model, [certificate]);
    const table = file.tensors.find(({ name }) => name.endsWith("router.table"))!;
    table.data[3] = (table.data[3]! + 1) % 3;
    expect(() => fileToModel(smallModel("stable", { backend }), file)).toThrow(
      new RegExp(`moe\\.0: .*${tableHash(table.data as Int32Array)}.*${certificate.tableHash}`),
    );
  });

  test("a distilled router that was changed after its certificate is refused", () => {
    const { model, certificate } = frozenModel();
    const file = modelToFile(model, [certificate]);
    const { data } = file.tensors.find(({ name }) => name.endsWith("student.embeddings"))!;
    data[9] = data[9]! + 1;
    expect(() => fileToModel(smallModel("stable", { backend }), file)).toThrow(/hash of the distilled router/);
  });

  test("a file that is cut off is refused", () => {
    const { model, certificate } = frozenModel();
    const bytes = encodeSafetensors(modelToFile(model, [certificate]), encode);
    expect(() => decodeSafetensors(bytes.slice(0, bytes.length - 9), decode)).toThrow(/cut off/);
    expect(() => decodeSafetensors(bytes.slice(0, 40), decode)).toThrow(/cut off/);
  });

  test("a wrong shape names the tensor and both shapes", () => {
    const { model, certificate } = frozenModel();
    const wide = smallModel("stable", { backend, config: { ...smallConfig, vocabSize: 12 } });
    expect(() => fileToModel(wide, modelToFile(model, [certificate]))).toThrow(
      /"embeddings" is \[11, 8\], the config says \[12, 8\]/,
    );
  });
});
