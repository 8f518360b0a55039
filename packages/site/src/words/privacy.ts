/** The notice of what is kept: every sentence follows from how the instance is run. */
export const privacyWords = {
  heading: "What this instance keeps about you",
  never:
    "Pages ask no other site for anything, and nothing about your reading is sent anywhere. There is no tracking, and so there is nothing to consent to.",
  cookies: "Cookies",
  noCookie: "None. This instance has one reader, who does not sign in.",
  cookie: (name: string, days: number, idleDays: number): string =>
    `One, named ${name}. It is set when you sign in and at no other time, holds the number of your account and a random secret, and ends when you sign out, after ${idleDays} days without use, or after ${days} days.`,
  flowCookie: (name: string, minutes: number, provider: string): string =>
    `While you sign in at ${provider}, a second one, named ${name}, ties the way there and back to your browser. It goes when you are back, or after ${minutes} minutes. ${provider} learns that you sign in here, and nothing of what you read.`,
  withoutAccount: "Whoever reads without an account gets no cookie.",
  browser: "In your browser",
  theme:
    "Whether you have chosen the dark or the light theme, and drafts and views that pages remember for you. It stays there; the server never sees it.",
  account: "With an account",
  accountItems: [
    "Name, shown name, role, and an e-mail address if you have given one.",
    "Your password as an argon2id hash, from which it cannot be read, or who you are at the provider you sign in with.",
    "For each session: when it began, when it was last used, the kind of browser, and the network without its last part.",
    "Security events such as signing in, changing the password and changed roles, for thirteen months.",
    "What you put there yourself: library, follows, comments, votes.",
  ],
  ownerItems: [
    "What you put there yourself: library, follows, comments, votes. All of it is in the data folder on this machine.",
  ],
  logs: "Logs",
  logText:
    "If the operator has switched the request log on: time, kind of page, status, duration and the network without its last part. Not which paper, not what was searched.",
  failures:
    "Failed attempts to sign in are counted for a day, by a hash from which neither name nor address can be read.",
  rights: "Yours to take and to remove",
  rightsLink: "Your account page",
  rightsText: "gives you all of it as one file, and removes it for good.",
} as const;
