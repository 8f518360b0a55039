/** What XML 1.0 cannot hold in any spelling: control characters, half surrogate pairs, non-characters. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\r": "&#13;",
};

/** Text as an element or an attribute holds it; what XML cannot hold is left out. */
export function xmlText(text: string): string {
  return text.replaceAll(forbidden, "").replaceAll(/[&<>"'\r]/gu, (sign) => signs[sign] ?? sign);
}

/** An element with text, or nothing where there is no text. */
export function element(name: string, text: string | null, attributes = ""): string {
  return text === null ? "" : `<${name}${attributes}>${xmlText(text)}</${name}>`;
}
