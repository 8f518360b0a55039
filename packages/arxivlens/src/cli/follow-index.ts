export interface FollowOptions {
  /** Takes over what another process has committed. */
  readonly takeOver: () => Promise<void>;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly report: (error: unknown) => void;
}

const followEveryMs = 5_000;

/**
 * Shows what `arxivlens import` or `sync` beside a server have indexed, seconds after they have. A look that fails is
 * reported, once while the reason stays, and the next one comes all the same.
 */
export async function followIndex({ takeOver, pause, signal, report }: FollowOptions): Promise<void> {
  let reported: string | null = null;
  while (!signal.aborted) {
    await pause(followEveryMs, signal);
    if (signal.aborted) return;
    try {
      await takeOver();
      reported = null;
    } catch (error) {
      if (String(error) !== reported) report(error);
      reported = String(error);
    }
  }
}
