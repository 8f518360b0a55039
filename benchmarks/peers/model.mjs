// The model that every peer trains: the three sizes of the comparison, its initial values and its batches.
import { mkdirSync, writeFileSync } from "node:fs";
import { LanguageModel } from "../../packages/stablemoe/dist/models/index.js";
import { StableMoeRouter } from "../../packages/stablemoe/dist/moe/index.js";
import { createReferenceBackend } from "../../packages/tensor/dist/index.js";

const shared = {
  batch: 8,
  length: 256,
  layers: 4,
  after: 2,
  numExperts: 16,
  sublayers: 1,
  capacityFactor: 2,
  learningRate: 3e-4,
  weightDecay: 0.01,
  gradClipNorm: 0.1,
};

export const sizes = {
  tiny: { ...shared, width: 16, heads: 2, vocabSize: 40, batch: 2, length: 12, layers: 2, after: 1, numExperts: 4 },
  small: { ...shared, width: 128, heads: 2, vocabSize: 8192 },
  base: { ...shared, width: 256, heads: 4, vocabSize: 8192 },
  large: { ...shared, width: 512, heads: 8, vocabSize: 16384 },
};

/** No padding id: every token counts, as in the peer. */
export function createModel(config, backend, seed = 1) {
  const { width, vocabSize, numExperts, capacityFactor, length, heads, layers, sublayers, after } = config;
  return new LanguageModel(
    {
      vocabSize,
      padId: -1,
      sequenceLength: length,
      width,
      innerWidth: 4 * width,
      heads,
      layers,
      moe: { numExperts, sublayers, after: [after] },
    },
    (store, name) => new StableMoeRouter(store, name, { numExperts, width, vocabSize, padId: -1, capacityFactor }),
    backend,
    seed,
  );
}

/** Token ids with a Zipf-like distribution and some structure from one token to the next, so that losses fall. */
export function makeBatches({ vocabSize, batch, length }, count) {
  const tokens = batch * length;
  const out = new Int32Array(count * 2 * tokens);
  let state = 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let b = 0; b < count; b++) {
    let id = 0;
    for (let i = 0; i <= tokens; i++) {
      id = uniform() < 0.5 ? (id * 7 + 3) % vocabSize : Math.floor(vocabSize * uniform() ** 4);
      if (i < tokens) out[b * 2 * tokens + i] = id;
      if (i > 0) out[b * 2 * tokens + tokens + i - 1] = id;
    }
  }
  return out;
}

/** Writes what the peers read. */
export function writeModel(folder, config, batchCount) {
  mkdirSync(folder, { recursive: true });
  const parameters = createModel(config, createReferenceBackend()).store.all();
  writeFileSync(
    `${folder}/model.json`,
    JSON.stringify({ config, parameters: parameters.map(({ name, shape }) => [name, shape]) }),
  );
  writeFileSync(
    `${folder}/model.bin`,
    Buffer.concat(parameters.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength))),
  );
  writeFileSync(`${folder}/batches.bin`, Buffer.from(makeBatches(config, batchCount).buffer));
}
