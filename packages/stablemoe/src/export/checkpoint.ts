import { assertCertified, type FreezeCertificate } from "../moe/freeze-certificate.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";
import { ModelError } from "../nn/error.ts";
import type { SafetensorsFile, StoredTensor } from "./safetensors.ts";

const TABLE = ".router.table";

/** A model's parameters, its routing tables and their certificates as one file. */
export function modelToFile(model: LanguageModel, certificates: readonly FreezeCertificate[]): SafetensorsFile {
  const tensors: StoredTensor[] = model.store.all().map(({ name, shape, data }) => ({
    name,
    shape,
    data: data instanceof Float32Array ? data : Float32Array.from(data),
  }));
  const phases: Record<string, string> = {};
  for (const { name, router } of model.moeLayers) {
    const { phase, table } = router.state();
    phases[name] = phase;
    if (table !== null) tensors.push({ name: `${name}${TABLE}`, shape: [table.length], data: table });
  }
  const metadata = {
    format: "stablemoe-1",
    phases: JSON.stringify(phases),
    certificates: JSON.stringify(certificates),
  };
  return { tensors, metadata };
}

/** Fills a model from a file; every parameter must be there with its shape, every frozen table must be certified. */
export function fileToModel(model: LanguageModel, { tensors, metadata }: SafetensorsFile): void {
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
  const phases = JSON.parse(metadata["phases"] ?? "{}") as Record<string, "learning" | "frozen" | "fixed">;
  for (const { name, router } of model.moeLayers) {
    const table = stored.get(`${name}${TABLE}`)?.data;
    const phase = phases[name] ?? "learning";
    if (!(table instanceof Int32Array)) {
      if (phase === "frozen") throw new ModelError("checkpoint", `${name} is frozen, but its table is missing`);
      continue;
    }
    const certificate = certificates.find(({ layer }) => layer === name);
    if (phase === "frozen" && certificate === undefined) {
      throw new ModelError("checkpoint", `${name} is frozen, but the checkpoint holds no certificate for it`);
    }
    if (certificate !== undefined) assertCertified(certificate, table);
    router.restore({ phase, table });
  }
}
