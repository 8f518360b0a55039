/** 256 bits: beyond guessing, so that a plain SHA-256 of it may be kept. */
const tokenBytes = 32;

/** A secret for a cookie or a link, in the alphabet of addresses. */
export function newToken(randomBytes: (length: number) => Uint8Array): string {
  return base64Url(randomBytes(tokenBytes));
}

/** SHA-256 of a text, in the alphabet of addresses. */
export async function sha256(text: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Compares without telling by its time where two texts differ. */
export async function sameSecret(one: string, other: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256(one), sha256(other)]);
  let difference = 0;
  for (let position = 0; position < left.length; position++)
    difference |= left.charCodeAt(position) ^ right.charCodeAt(position);
  return difference === 0;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/u, "");
}
