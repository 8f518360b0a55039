import { assertCertified, type FreezeCertificate } from "../moe/freeze-certificate.ts";
import type { RouterState } from "../moe/router.ts";
import type { RoutedModel } from "../models/routed-model.ts";
import { ModelError } from "../nn/error.ts";
import type { SafetensorsFile, StoredTensor } from "./safetensors.ts";

const TABLE = ".router.table";

/** What of a router's state is not a tensor. */
interface StoredState {
  readonly phase: RouterState["phase"];
  readonly hasTable: boolean;
  readonly bias: readonly number[] | null;
  readonly counter?: number;
}

/** A model's parameters, its routing tables and their certificates as one file. */
export function modelToFile(model: RoutedModel, certificates: readonly FreezeCertificate[]): SafetensorsFile {
  const tensors: StoredTensor[] = model.store.all().map(({ name, shape, data }) => ({
    name,
    shape,
    data: data instanceof Float32Array ? data : Float32Array.from(data),
  }));
  const states: Record<string, StoredState> = {};
  for (const { name, router } of model.moeLayers) {
    const { phase, table, bias, counter } = router.state();
    const plain = { phase, hasTable: table !== null, bias: bias === undefined ? null : [...bias] };
    states[name] = counter === undefined ? plain : { ...plain, counter };
    if (table !== null) tensors.push({ name: `${name}${TABLE}`, shape: [table.length], data: table });
  }
  const metadata = {
    format: "stablemoe-1",
    routers: JSON.stringify(states),
    certificates: JSON.stringify(certificates),
  };
  return { tensors, metadata };
}

/** Fills a model from a file; every parameter must be there with its shape, every frozen table must be certified. */
export function fileToModel(model: RoutedModel, { tensors, metadata }: SafetensorsFile): void {
  const stored = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, shape, data } of model.store.all()) {
    const tensor = stored.get(name);
    if (tensor === undefined) throw new ModelError("checkpoint", `the checkpoint has no "${name}"`);
    if (tensor.shape.join() !== shape.join()) {
      throw new ModelError(
        "checkpoint",
        `"${name}" is [${tensor.shape.join(", ")}], the config says [${shape.join(", ")}]`,
      );
    }
    data.set(tensor.data);
  }
  const certificates = JSON.parse(metadata["certificates"] ?? "[]") as FreezeCertificate[];
  const states = JSON.parse(metadata["routers"] ?? "{}") as Readonly<Record<string, StoredState>>;
  for (const { name, router } of model.moeLayers) {
    const state = states[name];
    if (state === undefined) continue;
    const table = stored.get(`${name}${TABLE}`)?.data ?? null;
    if (state.hasTable && !(table instanceof Int32Array)) {
      throw new ModelError("checkpoint", `${name}: the routing table is missing from the checkpoint`);
    }
    const { phase, counter } = state;
    const drawn = counter === undefined ? {} : { counter };
    const restored = { phase, table: table instanceof Int32Array ? table : null, ...drawn };
    if (state.phase === "frozen") assertFrozen(model, name, restored.table, certificates);
    router.restore(state.bias === null ? restored : { ...restored, bias: Float64Array.from(state.bias) });
  }
}

function assertFrozen(
  model: RoutedModel,
  layer: string,
  table: Int32Array | null,
  certificates: readonly FreezeCertificate[],
): void {
  const certificate = certificates.find((candidate) => candidate.layer === layer);
  if (certificate === undefined) {
    throw new ModelError("checkpoint", `${layer} is frozen, but the checkpoint holds no certificate for it`);
  }
  const student = model.store.all().filter(({ name }) => name.startsWith(`${layer}.router.student.`));
  assertCertified(certificate, { table, student });
}
