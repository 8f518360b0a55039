// The program of the page in chromium-step.ts: the same step as in our-step.ts, asked for by a function of the page.
import { loadWasmBackend } from "@stablemoe/kernels/wasm";
import { makeBatches, sizes } from "./model.ts";
import { type StepResult, createStep } from "./step.ts";

declare global {
  interface Window {
    trainingStep?: () => StepResult;
  }
}

const parameters = new URLSearchParams(location.search);
const config = sizes[parameters.get("size") ?? "small"]!;
const backend = await loadWasmBackend({ threads: Number(parameters.get("threads") ?? 2) });
window.trainingStep = createStep(config, backend, makeBatches(config, Number(parameters.get("batches") ?? 4)));
document.title = backend.name;
