import type { Context } from "hono";
import { sameSecret } from "../accounts/secret-token.ts";
import { boundedBody } from "./bounded-body.ts";
import { viewerOf } from "./viewer.ts";

/** Fields of a form that this server's own page has sent. */
export interface Form {
  /** Empty where the field is missing. */
  text(name: string): string;
  /** All values of a field that may come more than once. */
  texts(name: string): readonly string[];
  /** Null where none was chosen. */
  file(name: string): File | null;
}

export interface FormOptions {
  /** Of the whole body; 64 KiB unless said otherwise. */
  readonly maxBytes?: number;
  /** For forms that serve before and after signing in alike, such as signing in itself. */
  readonly withoutToken?: boolean;
}

/** Name of the field that carries `Viewer.formToken`; scripts may send it as the header `x-form-token`. */
export const formTokenField = "form-token";

const usualMaxBytes = 65_536;
const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"];

/**
 * The fields of a posted form, or the answer that refuses it. It has to come from a page of this server (`Origin`,
 * `Sec-Fetch-Site`), to be a form of bounded size, and, from somebody who is signed in, to carry the session's token.
 */
export async function checkedForm(context: Context, options: FormOptions = {}): Promise<Form | Response> {
  const refuse = context.get("refuse");
  const stranger = foreignOrigin(context);
  if (stranger !== null) return refuse(context, 403, "Not from this server's pages", stranger);
  const form = await boundedForm(context, options.maxBytes);
  if (form instanceof Response) return form;
  const viewer = viewerOf(context);
  if (viewer === null || options.withoutToken === true) return form;
  const token = context.req.header("x-form-token") ?? form.text(formTokenField);
  if (await sameSecret(token, viewer.formToken)) return form;
  return refuse(
    context,
    403,
    "Form of an earlier session",
    "You have signed in anew since this form was shown. Go back, reload the page, and send it again; copy your text first.",
  );
}

/** The fields of a posted form of bounded size, from whomever: only for forms that change nothing. */
export async function boundedForm(context: Context, maxBytes: number = usualMaxBytes): Promise<Form | Response> {
  const refuse = context.get("refuse");
  const type = context.req.header("content-type") ?? "";
  if (!formTypes.includes(type.split(";")[0]?.trim().toLowerCase() ?? ""))
    return refuse(context, 415, "Not a form", `The type "${type}" is not one of a form: ${formTypes.join(", ")}.`);
  const body = await boundedBody(context.req.raw, maxBytes);
  if (body === null)
    return refuse(context, 413, "Too much text", `This form takes up to ${Math.floor(maxBytes / 1024)} KiB.`);
  const fields = await formData(body, type);
  return fields === null
    ? refuse(context, 400, "Broken form", "The form arrived damaged; send it again.")
    : formOf(fields);
}

/** Null when the request was made by a page of this server, else why not. */
function foreignOrigin(context: Context): string | null {
  const origin = context.req.header("origin");
  const site = context.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return `The form was sent by another site (Sec-Fetch-Site: ${site}).`;
  if (origin === undefined)
    return site === undefined ? "The request names no origin; send the form from its page." : null;
  const ours = context.get("publicOrigin") ?? null;
  if (ours === null) {
    const host = URL.canParse(origin) ? new URL(origin).host : null;
    return host === new URL(context.req.url).host ? null : `The origin "${origin}" is not this server.`;
  }
  return origin === ours ? null : `The origin "${origin}" is not this server, which is ${ours}.`;
}

async function formData(body: Uint8Array<ArrayBuffer>, type: string): Promise<FormData | null> {
  try {
    return await new Response(body, { headers: { "content-type": type } }).formData();
  } catch {
    return null;
  }
}

function formOf(fields: FormData): Form {
  const texts = (name: string): readonly string[] =>
    // Browsers send line ends as CR LF, and scripts as they like.
    fields.getAll(name).flatMap((value) => (typeof value === "string" ? [value.replaceAll("\r\n", "\n")] : []));
  return {
    text: (name) => texts(name)[0] ?? "",
    texts,
    file(name) {
      const value = fields.get(name);
      return value === null || typeof value === "string" || value.size === 0 ? null : value;
    },
  };
}
