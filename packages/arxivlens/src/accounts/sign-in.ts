import type { Account } from "../store/account-store.ts";
import type { Journal } from "./journal.ts";
import { newToken } from "./secret-token.ts";
import type { Sessions, SignInPlace } from "./sessions.ts";
import type { SignInWaits } from "./sign-in-waits.ts";
import type { AccountTools } from "./tools.ts";

/** Where an attempt comes from; the whole address is used for counting and kept nowhere. */
export interface SignInOrigin extends SignInPlace {
  readonly address: string | null;
}

export type SignInOutcome =
  | { readonly kind: "signed-in"; readonly account: Account; readonly token: string }
  /** Unknown name, wrong password or disabled account: which of them is not said. */
  | { readonly kind: "refused" }
  | { readonly kind: "wait"; readonly seconds: number };

/** Signing in by name and password. */
export interface PasswordSignIn {
  signIn(name: string, password: string, origin: SignInOrigin): Promise<SignInOutcome>;
  /** Checks the password of somebody who is signed in, counted like a sign-in. */
  confirm(account: Account, password: string, origin: SignInOrigin): Promise<boolean>;
}

export function createPasswordSignIn(
  { store, passwords, randomBytes }: AccountTools,
  { sessions, waits, journal }: { readonly sessions: Sessions; readonly waits: SignInWaits; readonly journal: Journal },
): PasswordSignIn {
  // A name that nobody has costs the same work as one that somebody has.
  let nobodys: Promise<string> | null = null;
  const hashOfNobody = (): Promise<string> => (nobodys ??= passwords.hash(newToken(randomBytes)));

  const holds = async (account: Account | null, password: string): Promise<boolean> => {
    const hash = account === null ? null : await store.accounts.passwordHash(account.accountKey);
    const fits = await passwords.verify(hash ?? (await hashOfNobody()), password);
    return fits && hash !== null;
  };

  return {
    async signIn(typed, password, origin) {
      const name = typed.trim().toLowerCase().slice(0, 200);
      const { network, browser, address } = origin;
      const seconds = await waits.begin({ name, address });
      const account = await store.accounts.byName(name);
      const subjectKey = account?.accountKey ?? null;
      if (seconds > 0) {
        if (await waits.worthTelling({ name, address }))
          await journal({ action: "sign-in-blocked", subjectKey, network });
        return { kind: "wait", seconds };
      }
      if (!(await holds(account, password)) || account === null || account.disabledAtMs !== null) {
        await journal({ action: "sign-in-failed", subjectKey, network });
        return { kind: "refused" };
      }
      await waits.succeed({ name, address });
      const token = await sessions.begin(account.accountKey, { network, browser });
      await journal({ action: "sign-in", actorKey: account.accountKey, network });
      return { kind: "signed-in", account, token };
    },

    async confirm(account, password, { address, network }) {
      if ((await waits.begin({ name: account.name, address })) > 0 || !(await holds(account, password))) {
        await journal({ action: "sign-in-failed", actorKey: account.accountKey, network, detail: "while signed in" });
        return false;
      }
      await waits.succeed({ name: account.name, address });
      return true;
    },
  };
}
