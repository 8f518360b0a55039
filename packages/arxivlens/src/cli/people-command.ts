import { randomBytes } from "node:crypto";
import { createAccounts, type Accounts } from "../accounts/accounts.ts";
import { linkPath } from "../accounts/one-time-links.ts";
import { isRole } from "../accounts/role.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { Account, AccountOutcome, Role } from "../store/account-store.ts";
import { resolve } from "node:path";
import { originOf, publicUrlFlag } from "./account-flags.ts";
import { argon2Hasher } from "./argon2-hasher.ts";
import { dataDirFlag, type Command, type ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openStore } from "./opened-store.ts";

const actions: Readonly<Record<string, number>> = { list: 0, invite: 0, role: 2, disable: 1, enable: 1, reset: 1 };

/** `arxivlens people`: for the operator at the terminal, who needs no account; the server may run meanwhile. */
export const peopleCommand: Command = {
  name: "people",
  summary: "People with accounts: list, invite, give a role, disable, enable, make a link for a new password",
  usage:
    "list | invite [--role ROLE] [--note TEXT] | role NAME ROLE | disable NAME | enable NAME | reset NAME [--json]",
  flags: {
    ...dataDirFlag,
    ...publicUrlFlag,
    role: { type: "text", value: "ROLE", summary: "of invite: reader, member (default), moderator or admin" },
    note: { type: "text", value: "TEXT", summary: "of invite: for whom" },
  },
  operands: { least: 1, most: 3 },
  failure: "there is no such person, or nobody would be left to look after people",
  async run(io, flags, [action = "", ...words]) {
    const wanted = Object.hasOwn(actions, action) ? actions[action] : undefined;
    const role = action === "role" ? (words[1] ?? "") : (flags.text("role") ?? "member");
    const origin = originOf(flags.text("public-url") ?? "http://localhost:8410");
    const wrong =
      wanted === undefined || wanted !== words.length
        ? `people ${action}: usage: arxivlens people ${peopleCommand.usage}`
        : !isRole(role)
          ? `role "${role}": choose reader, member, moderator or admin`
          : origin === null
            ? `--public-url ${flags.text("public-url")}: give an address as https://lens.example.org, without a path`
            : null;
    if (wrong !== null || !isRole(role)) {
      io.stderr.write(`${wrong}\n`);
      return exitCodes.usage;
    }
    const store = openStore(io, resolve(io.cwd, flags.text("data-dir") ?? ".arxivlens"));
    try {
      return await act(io, flags, store, { action, name: words[0] ?? "", role, origin: origin ?? "" });
    } finally {
      await store.close();
    }
  },
};

interface Asked {
  readonly action: string;
  readonly name: string;
  readonly role: Role;
  readonly origin: string;
}

async function act(io: CommandIo, flags: ParsedFlags, store: LibraryStore, asked: Asked): Promise<number> {
  const { action, name, role, origin } = asked;
  const tools = {
    store,
    nowMs: io.nowMs,
    randomBytes: (length: number) => randomBytes(length),
    passwords: argon2Hasher(),
  };
  const accounts = createAccounts(tools);
  if (action === "list") return list(io, flags, accounts);
  if (action === "invite") {
    const token = await accounts.links.invite(role, flags.text("note") ?? "", null);
    return tellLink(io, flags, `${origin}${linkPath("invitation", token)}`);
  }
  const account = await store.accounts.byName(name.toLowerCase());
  if (account === null || account.erasedAtMs !== null) {
    io.stderr.write(`there is nobody named "${name}"; arxivlens people list shows who there is\n`);
    return exitCodes.failed;
  }
  if (action === "reset") {
    const token = await accounts.links.reset(account, null);
    return tellLink(io, flags, `${origin}${linkPath("reset", token)}`);
  }
  const outcome = await changed(accounts, account, asked);
  if (outcome !== "done") {
    io.stderr.write(`${name} is the last admin; make somebody else one first: arxivlens people role NAME admin\n`);
    return exitCodes.failed;
  }
  const now = await store.accounts.get(account.accountKey);
  if (flags.has("json")) writeJson(io, { person: now });
  else io.stdout.write(`${name}\t${now?.role ?? role}\t${now?.disabledAtMs == null ? "active" : "disabled"}\n`);
  return exitCodes.ok;
}

function changed({ people }: Accounts, { accountKey }: Account, { action, role }: Asked): Promise<AccountOutcome> {
  if (action === "disable") return people.disable(accountKey, null);
  if (action === "enable") return people.enable(accountKey, null);
  return people.setRole(accountKey, role, null);
}

async function list(io: CommandIo, flags: ParsedFlags, { people }: Accounts): Promise<number> {
  const all = await people.list();
  if (flags.has("json")) {
    writeJson(io, { people: all, invitations: await people.invitations() });
    return exitCodes.ok;
  }
  for (const person of all)
    io.stdout.write(
      [
        person.name,
        person.role,
        person.disabledAtMs === null ? "active" : "disabled",
        person.lastSeenAtMs === null ? "never seen" : `seen ${new Date(person.lastSeenAtMs).toISOString()}`,
        person.displayName,
      ].join("\t") + "\n",
    );
  return exitCodes.ok;
}

/** The link goes to standard output, alone, so that it can be passed on. */
function tellLink(io: CommandIo, flags: ParsedFlags, address: string): number {
  if (flags.has("json")) writeJson(io, { link: address });
  else io.stdout.write(`${address}\n`);
  io.stderr.write("the link works once; whoever has it comes in\n");
  return exitCodes.ok;
}
