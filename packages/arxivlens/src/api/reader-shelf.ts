import type { MiddlewareHandler } from "hono";
import { watchKinds } from "../shelf/watch.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { ReaderShelf } from "./shelf-contract.ts";
import { viewerOf } from "./viewer.ts";

declare module "hono" {
  interface ContextVariableMap {
    readonly shelf: ReaderShelf | null;
  }
}

/** Data has no marks, files have no reader. */
const withoutMarks = /^\/(?:api|assets|feeds)\//u;

/** What is sent is answered by another page, but for lists to map, which may be longer than an address. */
const isPage = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  (method === "GET" || path === "/map") && !withoutMarks.test(path);

/** Finds what the reader of a page keeps and follows, for `PageBase.shelf`. */
export function findsShelf({ shelf, follows }: LibraryStore): MiddlewareHandler {
  return async (context, next) => {
    const viewer = viewerOf(context);
    if (viewer !== null && isPage(context.req)) context.set("shelf", await readerShelf(viewer.accountKey));
    await next();
  };

  async function readerShelf(accountKey: number): Promise<ReaderShelf> {
    const marks = Object.fromEntries(await shelf.allStates(accountKey));
    const followed = (await follows.follows(accountKey)).flatMap(({ follow, kind: name, value }) => {
      const kind = watchKinds.find((each) => each === name);
      return kind === undefined ? [] : [{ follow, kind, value }];
    });
    return { marks, follows: followed };
  }
}
