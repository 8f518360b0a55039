import { z } from "zod";
import { problemDetails } from "./instance-schemas.ts";
import { operations, type Operation } from "./operations.ts";
import { named } from "./work-schemas.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const reference = (id: string): string => `#/components/schemas/${id}`;

/** The OpenAPI 3.1 document of `/api`, generated from the schemas that the routes and tests use. */
export function openApiDocument(version: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operation of operations) {
    const path = `/api${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: described(operation) };
  }
  const { schemas } = z.toJSONSchema(named, { uri: reference, io: "output" });
  return {
    openapi: "3.1.0",
    info: {
      title: "ArxivLens",
      version,
      description: "Papers, search, likeness and citations of this instance. Errors are problem details (RFC 9457).",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)])) },
  };
}

function described({
  id,
  summary,
  path,
  query,
  form,
  status = 200,
  answer,
  media = [],
  problems = [],
}: Operation): JsonObject {
  const json = answer === null ? {} : { "application/json": { schema: schemaOf(answer) } };
  const others = Object.fromEntries(media.map((type) => [type, { schema: { type: "string" } }]));
  const failures = [...problems, 429].map((code) => [
    String(code),
    { description: "problem details", content: { "application/problem+json": { schema: schemaOf(problemDetails) } } },
  ]);
  return {
    operationId: id,
    summary,
    parameters: [...pathParameters(path), ...(query === undefined ? [] : queryParameters(query))],
    ...(form === undefined ? {} : { requestBody: formBody(form) }),
    responses: { [status]: { description: summary, content: { ...json, ...others } }, ...Object.fromEntries(failures) },
  };
}

/** Forms come as pages send them; files need the second type. */
function formBody(schema: z.ZodType): JsonObject {
  const fields = { schema: bare(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })) };
  return { required: true, content: { "application/x-www-form-urlencoded": fields, "multipart/form-data": fields } };
}

const pathParameters = (path: string): readonly JsonObject[] =>
  [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    description:
      name === "id"
        ? "identifier of arXiv in any accepted form, a DOI of its publication, or work:<slug>; may hold a slash"
        : name,
    schema: { type: "string" },
  }));

function queryParameters(schema: z.ZodType): readonly JsonObject[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = typeof property === "object" ? property : {};
    return { name, in: "query", required: required.includes(name), description, schema: rest };
  });
}

/** Every answer has a name, so the document holds each schema once. */
function schemaOf(schema: z.ZodType): JsonObject {
  const id = named.get(schema)?.id;
  if (id === undefined) throw new TypeError("an operation's answer has no name; register its schema");
  return { $ref: reference(id) };
}

function bare(schema: object): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "$schema" && name !== "$id"));
}
