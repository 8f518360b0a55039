// All that is done with people, as one value.
export { createAccounts, formTokenOf, type Accounts } from "./accounts.ts";
export type { AccountTools, PasswordHasher, PeopleStore } from "./tools.ts";

// Its parts.
export type { Owner } from "./owner.ts";
export { isRole, reaches } from "./role.ts";
export { sessionLimits, type Sessions, type SignedIn, type SignInPlace } from "./sessions.ts";
export type { PasswordSignIn, SignInOrigin, SignInOutcome } from "./sign-in.ts";
export type { IdentityClaims, IdentityFlow, IdentityProvider } from "./identity-provider.ts";
export { IdentityError } from "./identity-provider.ts";
export type { IdentityOutcome, IdentitySignIn } from "./identity-sign-in.ts";
export { linkLifetimeMs, linkPath, type OneTimeLinks } from "./one-time-links.ts";
export type { JoinOutcome, Membership } from "./membership.ts";
export type { OwnAccount, OwnSession } from "./own-account.ts";
export type { OpenInvitation, People, Person } from "./people.ts";
export type { Happening, Journal, SecurityAction } from "./journal.ts";
export type { PersonalData } from "./personal-data.ts";

// Rules.
export { passwordFault, passwordLimits } from "./password-rules.ts";
export { profileFaults, readProfile, type Faults, type FieldFault, type Profile } from "./profile.ts";
