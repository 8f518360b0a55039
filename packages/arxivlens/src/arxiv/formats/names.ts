import { isGroup, nameOf } from "../records/author-names.ts";

/** A name's parts as citation styles want them; a group has no given names. */
export function splitName(name: string): { readonly family: string; readonly given: string; readonly suffix: string } {
  if (isGroup(name)) return { family: name, given: "", suffix: "" };
  const { keyname, forenames, suffix } = nameOf(name);
  return { family: keyname, given: forenames ?? "", suffix: suffix ?? "" };
}
