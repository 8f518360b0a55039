import type { AccountDone, FieldFault, LoginFault, Role } from "arxivlens/api";

/** Words of signing in, of one's account, and of the people of an instance. */
export const accountWords = {
  signIn: "Sign in",
  signOut: "Sign out",
  yours: "Yours",
  unread: "unread notifications",
  account: "Account",
  people: "People",
  audit: "Audit log",
  privacy: "What is kept",
} as const;

export const fieldWords = {
  name: "Name",
  nameHint: "Lower-case letters, digits and hyphens, 2 to 32 of them. You sign in with it.",
  displayName: "Shown as",
  displayNameHint: "What others see beside your comments. Left empty, it is your name.",
  email: "E-mail",
  optional: "(optional)",
  emailHint: "Shown to admins only. Nothing is sent to it.",
  password: "Password",
  newPassword: "New password",
  passwordHint: "At least 12 characters; four unrelated words make a good one. Any characters may be in it.",
  repeated: "The same again",
  current: "Present password",
  confirm: "Type your name to confirm",
  save: "Save",
} as const;

const faults: Readonly<Record<FieldFault, string>> = {
  missing: "This is needed.",
  malformed: "This does not have the right form.",
  taken: "Somebody has this name already; choose another.",
  reserved: "This cannot be used here.",
  "too-long": "This is too long.",
  "too-short": "This is too short: at least 12 characters.",
  "too-common":
    "Guessers try this one early: it consists of common words, counting or repetition. Add something of your own.",
  "like-name": "This is little more than your name or address.",
  differs: "The two are not the same.",
  wrong: "This is not the present password, or it was tried too often; after some failures one waits up to 15 minutes.",
};

/** What is wrong with a field; some faults have better words in one place than in others. */
export function faultWords(field: string, fault: FieldFault): string {
  if (field === "name" && fault === "malformed")
    return "A name has 2 to 32 lower-case letters, digits and hyphens, and begins and ends with a letter or digit.";
  if (field === "email" && fault === "malformed") return "An address looks like name@example.org.";
  if (field === "confirm" && fault === "differs") return "This is not your name as it is shown above.";
  if (field === "displayName" && fault === "too-long") return "At most 80 characters.";
  if (field === "password" && fault === "too-long") return "At most 256 characters.";
  return faults[fault];
}

export const loginWords = {
  heading: "Sign in",
  or: "or",
  provider: (name: string): string => `Continue with ${name}`,
  help: "Accounts are by invitation: whoever looks after this instance makes the link. They also make one when you have forgotten your password.",
  forReading: "Reading, searching and exporting need no account.",
} as const;

export function loginFault(fault: LoginFault, waitSeconds: number): string {
  switch (fault) {
    case "refused":
      return "Name and password do not belong together here.";
    case "wait":
      return `There were too many failures. Try again in ${duration(waitSeconds)}.`;
    case "unknown":
      return "You are known to the provider, but have no account here that may sign in. Ask for an invitation.";
    case "provider-unreachable":
      return "The provider did not answer. Try again later, or sign in with your password.";
    case "provider-refused":
      return "Signing in at the provider did not come to its end here. Begin again.";
    default:
      return fault satisfies never;
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

export const credentialWords = {
  setup: {
    heading: "Set up this instance",
    lead: "You are its first admin: you invite others and give them their roles. If you have used this instance without signing in until now, everything of yours stays with this account.",
    button: "Begin",
  },
  invitation: {
    heading: "You are invited",
    lead: "Choose how you want to be known here.",
    button: "Make my account",
  },
  reset: {
    heading: "Choose a new password",
    lead: "Every browser in which you are signed in will be signed out.",
    button: "Use this password",
  },
} as const;

export const goneWords = {
  setup: {
    heading: "Where is the link?",
    text: "The link for setting up is in the terminal in which the server was started, and works once, for a day. Starting the server again makes a new one, as long as there is no admin.",
  },
  invitation: {
    heading: "This invitation does not work",
    text: "It has been used, has expired, or was taken back. Ask whoever invited you for a new one.",
  },
  reset: {
    heading: "This link does not work",
    text: "It has been used, has expired, or was replaced by a later one. Ask an admin for a new one.",
  },
} as const;

const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  reader: { name: "Reader", may: "keeps a library" },
  member: { name: "Member", may: "comments as well" },
  moderator: { name: "Moderator", may: "looks after comments as well" },
  admin: { name: "Admin", may: "looks after people as well" },
};
export const roleName = (role: Role): string => roleWords[role].name;
export const roleMay = (role: Role): string => roleWords[role].may;
export const roleOrder: readonly Role[] = ["reader", "member", "moderator", "admin"];

export const ownWords = {
  since: (day: string): string => `since ${day}`,
  profile: "How you are shown",
  password: "Password",
  passwordLead: "A new password signs out every other browser.",
  setPassword: "You sign in by a provider only. With a password you could sign in here too.",
  changePassword: "Change password",
  providers: "Signing in elsewhere",
  noProvider: "No account elsewhere is linked.",
  link: (name: string): string => `Link ${name}`,
  sessions: "Where you are signed in",
  sessionsLead: "What you do not recognise, end, and then change your password.",
  here: "this browser",
  unknownBrowser: "unknown browser",
  from: (network: string): string => `from ${network}`,
  seen: (when: string): string => `last seen ${when}`,
  begun: (when: string): string => `signed in ${when}`,
  endSession: "End",
  endSessionOf: (browser: string): string => `End the session in ${browser}`,
  events: "What happened lately",
  noEvents: "Nothing yet.",
  data: "Your data",
  export: "Download all of it as JSON",
  exportLead: "Profile, sessions, security events, and whatever else this instance keeps for you.",
  leave: "Leave for good",
  leaveLead:
    "Your name, address, password, sessions and library are removed. Comments that others have answered stay, without your name. This cannot be undone.",
  leaveButton: "Delete my account",
  lastAdmin: "You are the only admin. Make somebody else one first; then you can leave.",
  ownerLeaves: "This instance has you alone. To remove everything, stop the server and delete its data folder.",
} as const;

export const doneWords: Readonly<Record<AccountDone, string>> = {
  profile: "Saved.",
  password: "Your password is changed; other browsers are signed out.",
  session: "That session has ended.",
  linked: "Linked. You can sign in with it from now on.",
  "not-linked": "It was not linked: it belongs to another account already.",
};

export const peopleWords = {
  heading: "People",
  invite: "Invite somebody",
  note: "For whom",
  noteHint: "For your own list; the invited do not see it.",
  role: "Role",
  inviteButton: "Make a link",
  linkFor: (who: string): string => (who === "" ? "The link" : `The link for ${who}`),
  linkLead: "It works once and is shown only now. Send it in a way that others do not read.",
  lasts: { invitation: "It works for seven days.", reset: "It works for a day." },
  open: "Open invitations",
  until: (day: string): string => `until ${day}`,
  revoke: "Take back",
  never: "never",
  columns: { who: "Who", role: "Role", signsIn: "Signs in by", seen: "Last seen", more: "More" },
  signsIn: { password: "password", provider: "provider", both: "both", not: "cannot yet" },
  disabled: "disabled",
  setRole: "Set",
  roleOf: (name: string): string => `Role of ${name}`,
  reset: "New-password link",
  disable: "Disable",
  enable: "Enable",
  auditLink: "Audit log",
  notices: {
    "last-admin": "That would leave nobody to look after people. Make somebody else an admin first.",
    unknown: "That is not there any more. Here is how things stand now.",
    done: "Done.",
  },
} as const;

export const auditWords = {
  heading: "Audit log",
  lead: "Everything that matters for the security of accounts, kept for thirteen months. Addresses are shortened.",
  columns: { when: "When (UTC)", who: "Who", what: "What", whom: "Whom", from: "From" },
  operator: "terminal or nobody",
  earlier: "Earlier",
  empty: "Nothing has happened yet.",
} as const;

const actions: Readonly<Record<string, string>> = {
  "sign-in": "signed in",
  "sign-in-failed": "failed to sign in",
  "sign-in-blocked": "had to wait before signing in",
  "sign-out": "signed out",
  "session-ended": "ended a session",
  setup: "set the instance up",
  invited: "invited somebody",
  "invitation-revoked": "took an invitation back",
  joined: "joined",
  "reset-issued": "made a link for a new password",
  "password-reset": "chose a new password by a link",
  "password-changed": "changed the password",
  "identity-linked": "linked an account elsewhere",
  "profile-changed": "changed the profile",
  "role-changed": "changed a role",
  disabled: "disabled an account",
  enabled: "enabled an account",
  exported: "exported all own data",
  erased: "left for good",
};

/** Actions of other parts of the program are shown by their names. */
export const actionWords = (action: string): string => actions[action] ?? action.replaceAll("-", " ");
