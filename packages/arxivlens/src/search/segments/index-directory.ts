/**
 * Where an index keeps its files. A file is written once and whole; only the manifest is ever replaced, in one step.
 * Reads return the whole file; callers never change what they were given.
 */
export interface IndexDirectory {
  /** Null when there is no such file. */
  read(name: string): Promise<Uint8Array | null>;
  /** After it resolves the file is whole and survives a crash; before, there is none or the old one. */
  write(name: string, parts: readonly Uint8Array[]): Promise<void>;
  remove(name: string): Promise<void>;
  list(): Promise<readonly string[]>;
}

/** An index directory that lives as long as the process. */
export function memoryDirectory(): IndexDirectory {
  const files = new Map<string, Uint8Array>();
  return {
    read: async (name) => files.get(name) ?? null,
    write: async (name, parts) => {
      const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      files.set(name, whole);
    },
    remove: async (name) => {
      files.delete(name);
    },
    list: async () => [...files.keys()],
  };
}
