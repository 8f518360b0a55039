import type { RunTool } from "./run-tool.ts";

/** One segment of a public source: texts by language, English among them. */
export interface SourceRow {
  /** Null where the source has no pages. */
  readonly page: string | null;
  readonly id: string;
  readonly texts: ReadonlyMap<string, string>;
}

export interface SourceContext {
  /** Where downloads may lie; removed at the end. */
  readonly folder: string;
  /** Tags of the languages beside English. */
  readonly languages: readonly string[];
  readonly run: RunTool;
  readonly say: (text: string) => void;
}

/** What was got, and what is to be said about it. */
export interface SourceText {
  readonly rows: readonly SourceRow[];
  /** Where it comes from, word for word enough to get it again. */
  readonly provenance: string;
  /** Licence and owners. */
  readonly notice: string;
}

/** Public parallel text that anyone can get by the tools of their own system. */
export interface ParallelSource {
  readonly name: string;
  readonly summary: string;
  /** Languages that are got unless others are asked for. */
  readonly languages: readonly string[];
  /** Whether no other languages exist. */
  readonly isClosed: boolean;
  get(context: SourceContext): Promise<SourceText>;
}
