import { Parser } from "htmlparser2";

const PARAGRAPHS: ReadonlySet<string> = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6"]);
const SILENT: ReadonlySet<string> = new Set(["script", "style"]);

/**
 * Paragraphs and headings of a help page that have an id, by id. Where a word depends on the system (`Ctrl` or
 * `Command`), the page holds all of them for a script to choose from: the one for "default" is taken, else the first.
 * Parts of other pages are embedded, so that an id may occur again; it then gets a number, as in `par_1#2`.
 */
export function helpParagraphs(html: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const seen = new Map<string, number>();
  let open: { readonly id: string; readonly name: string; text: string } | null = null;
  let silent = 0;
  /** The choices that are open, and what was taken of each. */
  const choices: Choice[] = [];
  /** Per open element: what its end means. */
  const ends: ("choice" | "variant" | "silent" | null)[] = [];
  const parser = new Parser({
    onopentag(name, { id, class: className, hidden }) {
      const choice = choices.at(-1);
      if (SILENT.has(name)) {
        silent++;
        ends.push("silent");
      } else if (open === null) {
        if (PARAGRAPHS.has(name) && id !== undefined && id !== "") open = { id, name, text: "" };
        ends.push(null);
      } else if (className === "switchinline") {
        choices.push({ taken: null, isDefault: false, start: 0, variant: "" });
        ends.push("choice");
      } else if (choice !== undefined && hidden !== undefined) {
        choice.start = open.text.length;
        choice.variant = id ?? "";
        ends.push("variant");
      } else ends.push(null);
    },
    ontext(text) {
      if (open !== null && silent === 0) open.text += text;
    },
    onclosetag(name) {
      const end = ends.pop();
      if (end === "silent") silent--;
      if (open === null) return;
      const choice = choices.at(-1);
      if (end === "variant" && choice !== undefined) {
        const text = open.text.slice(choice.start);
        open.text = open.text.slice(0, choice.start);
        const isDefault = choice.variant.startsWith("default") && text.trim() !== "";
        if (choice.taken === null || (isDefault && !choice.isDefault)) {
          choice.taken = text;
          choice.isDefault = isDefault;
        }
      } else if (end === "choice" && choice !== undefined) {
        open.text += choice.taken ?? "";
        choices.pop();
      } else if (name === open.name) {
        const text = open.text.replaceAll(/\s+/gu, " ").trim();
        const times = (seen.get(open.id) ?? 0) + 1;
        seen.set(open.id, times);
        if (text !== "") found.set(times === 1 ? open.id : `${open.id}#${times}`, text);
        open = null;
        choices.length = 0;
      }
    },
  });
  parser.end(html);
  return found;
}

interface Choice {
  taken: string | null;
  isDefault: boolean;
  start: number;
  variant: string;
}
