/** Words of signing in, of one's account, and of the people of an instance. */
export const accountWords = {
  signIn: "Sign in",
  signOut: "Sign out",
  yours: "Yours",
  unread: "unread notifications",
  account: "Account",
  people: "People",
} as const;
