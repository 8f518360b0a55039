import { z } from "zod";
import type { AuthorView, TermView } from "../contract.ts";
import { named, searchHit } from "./work-schemas.ts";

const yearCount = z.strictObject({ year: z.int(), papers: z.int() });
const namedCount = z.strictObject({ name: z.string(), papers: z.int() });

export const termView: z.ZodType<TermView> = z
  .strictObject({
    term: z.string(),
    papers: z.int(),
    allPapers: z.int(),
    years: z.array(
      z.strictObject({
        ...yearCount.shape,
        total: z.int().describe("papers of the year, whatever they hold"),
        burst: z.boolean().describe("clearly more than in the three years before"),
        sparse: z.boolean().describe("too few papers of the year are here for shares to say much"),
      }),
    ),
    note: z.string().nullable().describe("how few papers the years rest on; null where there are enough"),
    until: z.string().nullable().describe("day of the latest paper here"),
    otherForms: z.array(z.strictObject({ form: z.string(), papers: z.int() })),
    defining: z.array(z.strictObject({ hit: searchHit, termFrequency: z.int(), score: z.number() })),
    examined: z.int().describe("papers weighed for defining, and read for related"),
    related: z.array(
      z.strictObject({
        term: z.string(),
        papers: z.int(),
        read: z.int(),
        elsewhere: z.int(),
        readElsewhere: z.int(),
      }),
    ),
    meant: z.array(z.string()),
  })
  .register(named, { id: "Term" });

const countedCategory = z.strictObject({ code: z.string(), name: z.string(), papers: z.int() });
const person = z
  .strictObject({
    key: z.string().describe("of the earliest paper: the value of `person`"),
    names: z.array(namedCount),
    papers: z.int(),
    firstYear: z.int().nullable(),
    lastYear: z.int().nullable(),
    categories: z.array(countedCategory),
    coAuthors: z.array(namedCount),
    citations: z.int(),
  })
  .register(named, { id: "AuthorPerson" });
const side = z.strictObject({ key: z.string(), title: z.string(), name: z.string() });

export const authorView: z.ZodType<AuthorView> = z
  .strictObject({
    name: z.string(),
    written: z.int().describe("papers under exactly this name"),
    examined: z.int(),
    withFamilyName: z.int(),
    rarity: z.enum(["common", "usual", "rare"]).describe("of the family name; by it a full name counts 2, 3 or 4"),
    people: z.array(person),
    similar: z.array(person),
    person: person.nullable(),
    years: z.array(yearCount),
    papers: z.array(searchHit),
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
    mostCited: z.array(searchHit),
    reasons: z.array(
      z.strictObject({
        one: side,
        other: side,
        points: z.int(),
        sameFullName: z.boolean(),
        coAuthors: z.array(z.string()),
        cites: z.boolean(),
        category: z.string().nullable(),
        yearsApart: z.int().nullable(),
      }),
    ),
    decisions: z.array(
      z.strictObject({
        number: z.int(),
        kind: z.enum(["same", "different"]),
        these: z.array(z.string()),
        those: z.array(z.string()),
        theseCount: z.int(),
        thoseCount: z.int(),
        by: z.string().nullable(),
        note: z.string(),
        decidedAt: z.string(),
        takenBackBy: z.string().nullable(),
        takenBackAt: z.string().nullable(),
      }),
    ),
  })
  .register(named, { id: "Author" });
