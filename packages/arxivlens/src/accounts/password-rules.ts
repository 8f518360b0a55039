import { isCommonPassword } from "./common-passwords.ts";
import type { FieldFault, Profile } from "./profile.ts";

/**
 * Length is what counts; there are no rules about kinds of characters, and nothing is cut off or changed.
 * Long enough for passphrases, short enough that hashing one costs nothing.
 */
export const passwordLimits: { readonly shortest: number; readonly longest: number } = { shortest: 12, longest: 256 };

/** Why a password is refused for a person; null when it may be used. */
export function passwordFault(password: string, { name, displayName, email }: Profile): FieldFault | null {
  const length = Array.from(password).length;
  if (length === 0) return "missing";
  if (length < passwordLimits.shortest) return "too-short";
  if (length > passwordLimits.longest) return "too-long";
  const typed = password.toLowerCase();
  const own = [name, displayName.toLowerCase(), (email ?? "").toLowerCase()].filter((word) => word.length >= 3);
  if (own.some((word) => typed.replaceAll(word, "").length < 6 && typed.includes(word))) return "like-name";
  return isCommonPassword(password) ? "too-common" : null;
}
