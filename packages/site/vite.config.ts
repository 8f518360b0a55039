import { defineConfig, type UserConfig } from "vite";

import { siteBuild } from "./site-build.ts";

/** `vite build` makes dist/client, `vite build --ssr` makes dist/server; the client goes first, for its manifest. */
export default defineConfig(({ isSsrBuild }): UserConfig =>
  siteBuild({ outDir: `${import.meta.dirname}/dist`, ssr: isSsrBuild === true }),
);
