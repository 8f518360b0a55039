import type { PaperView, SignIn } from "arxivlens/api";
import { useContext, type ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { feedWords, shelfWords as words } from "../words/shelf.ts";
import { itemHref } from "./item-href.ts";
import { ListTools } from "./list-tools.tsx";
import { ReaderContext, type Reader } from "./reader-context.ts";
import { SaveControl } from "./save-control.tsx";
import { ShelfData } from "./shelf-data.tsx";
import { ShelfSign, StateSign } from "./shelf-sign.tsx";

const states = ["unread", "reading", "read"] as const;

interface PaperShelfProps {
  readonly paper: PaperView;
  readonly signIn: SignIn | null;
}

/** What a reader can do with a paper: save it, mark it, follow its citations. Stands beside the article, which is everyone's. */
export function PaperShelf({ paper, signIn }: PaperShelfProps): ReactElement {
  const reader = useContext(ReaderContext);
  return (
    <section className="paper-shelf" aria-label={words.yourCopy}>
      {reader === null ? null : <OwnCopy paper={paper} reader={reader} />}
      <ListTools kind="citations" value={paper.key} title={feedWords.citationsOf(paper.plainTitle)} />
      <ShelfData works={worksOf(paper)} signIn={signIn} />
    </section>
  );
}

/** All that the page shows beside the paper. */
const worksOf = ({ map, citations, references, similar }: PaperView): readonly string[] =>
  [...map.nodes, ...citations, ...references, ...similar].map(({ key }) => key);

function OwnCopy({ paper, reader }: { readonly paper: PaperView; readonly reader: Reader }): ReactElement {
  const state = reader.shelf.marks[paper.key];
  if (state === undefined) return <SaveControl paper={paper.key} title={paper.plainTitle} />;
  return (
    <div className="own-copy">
      <p className="own-copy-sign">
        <ShelfSign saved /> {words.saved}
      </p>
      <form method="post" action="/library" className="choices">
        <FormToken viewer={reader.viewer} />
        <input type="hidden" name="paper" value={paper.key} />
        <input type="hidden" name="action" value="state" />
        {states.map((each) => (
          <button key={each} type="submit" name="state" value={each} aria-pressed={each === state}>
            <StateSign state={each} /> {words.states[each]}
          </button>
        ))}
      </form>
      <a href={itemHref(paper.key)}>{words.edit}</a>
    </div>
  );
}
