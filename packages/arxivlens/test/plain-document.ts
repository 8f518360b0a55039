import type { IndexDocument } from "../src/search/segments/document.ts";

/** A document that has little more than a number and a title. */
export const plainDocument = (number: number, title: string): IndexDocument => ({
  number,
  title,
  authors: "",
  abstract: "",
  comments: "",
  categories: ["cs.CL"],
  day: 1,
  licence: "",
  withdrawn: false,
  hasCode: false,
});
