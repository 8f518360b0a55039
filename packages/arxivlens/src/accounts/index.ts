export { createAccounts, formTokenOf, type Accounts } from "./accounts.ts";
export type { Owner } from "./owner.ts";
export type { PersonalData } from "./personal-data.ts";
export { isRole, reaches } from "./role.ts";
export { sessionLimits, type Sessions, type SignedIn, type SignInPlace } from "./sessions.ts";
export type { AccountTools, PasswordHasher, PeopleStore } from "./tools.ts";
