/** What is wrong with a field, as a code that the pages have words for. */
export type FieldFault =
  | "missing"
  | "malformed"
  | "taken"
  | "reserved"
  | "too-long"
  | "too-short"
  | "too-common"
  | "like-name"
  | "differs"
  | "wrong";

/** Fields by name, with what is wrong with each; empty when nothing is. */
export type Faults = Readonly<Record<string, FieldFault>>;

/** What a person says about themselves. */
export interface Profile {
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
}

const longestText = 80;
const longestEmail = 254;

/** Reads what was typed: names in lower case, spaces trimmed, an empty address as none, no display name as the name. */
export function readProfile(typed: {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
}): Profile {
  const name = typed.name.trim().toLowerCase();
  const email = typed.email.trim();
  return { name, displayName: readLine(typed.displayName) || name, email: email === "" ? null : email };
}

export function profileFaults({ name, displayName, email }: Profile): Faults {
  const faults: Record<string, FieldFault> = {};
  const nameIs = nameFault(name);
  if (nameIs !== null) faults["name"] = nameIs;
  if (displayName.length > longestText) faults["displayName"] = "too-long";
  if (email !== null && (email.length > longestEmail || !/^[^\s@]+@[^\s@]+$/u.test(email)))
    faults["email"] = "malformed";
  return faults;
}

function nameFault(name: string): FieldFault | null {
  if (name === "") return "missing";
  if (!/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])$/u.test(name)) return "malformed";
  return name.startsWith("erased-") ? "reserved" : null;
}

/** One line without control characters or signs that turn the direction of writing, which could feign another name. */
function readLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
