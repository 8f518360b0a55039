import type { AdamW, Parameter } from "@stablemoe/tensor";
import type { RoutedModel } from "../models/routed-model.ts";
import { ModelError } from "../nn/error.ts";
import { fileToModel, modelToFile } from "./checkpoint.ts";
import type { SafetensorsFile, StoredTensor } from "./safetensors.ts";
import type { FreezeCertificate } from "../moe/freeze-certificate.ts";

const FIRST = "adam.first.";
const SECOND = "adam.second.";

/** A model, its optimiser's moments, and what else a resume needs, as one file. */
export function trainingToFile(
  model: RoutedModel,
  optimizer: AdamW,
  certificates: readonly FreezeCertificate[],
  state: string,
): SafetensorsFile {
  const { tensors, metadata } = modelToFile(model, certificates);
  const moments = optimizer.parameters.flatMap((parameter): StoredTensor[] => {
    const { first, second } = optimizer.state(parameter);
    const { name, shape } = parameter;
    return [
      { name: FIRST + name, shape, data: asFloat32(first) },
      { name: SECOND + name, shape, data: asFloat32(second) },
    ];
  });
  return { tensors: [...tensors, ...moments], metadata: { ...metadata, training: state } };
}

/** Fills the model and gives back the state; moments are read once an optimiser has been made over what still trains. */
export function fileToTraining(model: RoutedModel, file: SafetensorsFile): string {
  fileToModel(model, file);
  const state = file.metadata["training"];
  if (state === undefined) throw new ModelError("checkpoint", "this file is a model without the state of its training");
  return state;
}

/** Writes the stored moments into the optimiser's arrays. */
export function restoreMoments(optimizer: AdamW, { tensors }: SafetensorsFile): void {
  const stored = new Map(tensors.map(({ name, data }) => [name, data]));
  const read = (name: string, parameter: Parameter): StoredTensor["data"] => {
    const data = stored.get(name);
    if (data === undefined || data.length !== parameter.data.length) {
      throw new ModelError("checkpoint", `the checkpoint has no "${name}" of ${parameter.data.length} values`);
    }
    return data;
  };
  for (const parameter of optimizer.parameters) {
    const { first, second } = optimizer.state(parameter);
    first.set(read(FIRST + parameter.name, parameter));
    second.set(read(SECOND + parameter.name, parameter));
  }
}

const asFloat32 = (values: Float32Array | Float64Array): Float32Array =>
  values instanceof Float32Array ? values : Float32Array.from(values);
