/** Words of pages that have to say no. */
export const troubleWords = {
  notHeld: "This instance does not hold",
  wellFormed: "The address is well formed, but nothing here answers to it. Another paper may:",
  near: "Near to it",
  failed: "Something failed on this machine",
  terminal: "The terminal that runs the server says more.",
  home: "Back to the first page",
} as const;
