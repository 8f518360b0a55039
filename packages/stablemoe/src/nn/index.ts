export { ModelError } from "./error.ts";
export { ParameterStore } from "./parameters.ts";
