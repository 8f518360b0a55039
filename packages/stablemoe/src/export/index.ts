export { fileToModel, modelToFile } from "./checkpoint.ts";
export { decodeSafetensors, encodeSafetensors, type SafetensorsFile, type StoredTensor } from "./safetensors.ts";
export { fileToTraining, restoreMoments, trainingToFile } from "./training-checkpoint.ts";
export { crc32c, eventFileHeader, scalarEvent, scalarsOf } from "./event-file.ts";
