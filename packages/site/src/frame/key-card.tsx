import type { ReactElement } from "react";

import { keyWords } from "../words/frame.ts";

/** What each key does; `?` opens it where there is JavaScript. */
export function KeyCard(): ReactElement {
  return (
    <dialog id="keys" aria-labelledby="keys-heading">
      <h2 id="keys-heading">{keyWords.heading}</h2>
      <dl>
        {keyWords.keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">{keyWords.close}</button>
      </form>
    </dialog>
  );
}
