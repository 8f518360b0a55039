/** What tells a reader at this machine from anyone else. */
export interface RequestOrigin {
  /** Of the socket; null when unknown. */
  readonly remoteAddress: string | null;
  /** The Host header. */
  readonly host: string | undefined;
  /** The Origin header. */
  readonly origin: string | undefined;
}

/**
 * Null when the request was made at this machine by a page of this server, else why not. The socket alone would let a
 * foreign page in the user's own browser start processes; Host keeps out names that were rebound to this address, and
 * Origin keeps out other sites.
 */
export function refusalOf({ remoteAddress, host, origin }: RequestOrigin): string | null {
  if (remoteAddress === null || !isLoopback(remoteAddress)) return "Runs can be started from the machine itself only.";
  if (!namesThisMachine(host))
    return `The host "${host ?? ""}" is not this machine; open the page as http://localhost with its port.`;
  if (origin === undefined) return "The request names no origin; start runs from the Lab page.";
  if (origin.toLowerCase() !== `http://${host?.toLowerCase()}`) return `The origin "${origin}" is not this server.`;
  return null;
}

function namesThisMachine(host: string | undefined): boolean {
  const name = host?.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "127.0.0.1" || name === "[::1]";
}

/** Headers by which a proxy says that somebody else stands behind it. */
const forwarding = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * True when whoever asks sits at this machine: the socket is of it, the Host is it by name (a foreign name that was
 * rebound to this address is not), and no proxy speaks for somebody else.
 */
export function isOfThisMachine(remoteAddress: string | null, header: (name: string) => string | undefined): boolean {
  return (
    remoteAddress !== null &&
    isLoopback(remoteAddress) &&
    namesThisMachine(header("host")) &&
    forwarding.every((name) => header(name) === undefined)
  );
}

export function isLoopback(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:/, "");
  return plain === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain);
}
