import { createReferenceBackend } from "../src/index.ts";
import { backendConformance } from "./backend-conformance.ts";

backendConformance({
  name: "reference (fp32)",
  create: () => createReferenceBackend(),
  productTolerance: 2e-7,
});
