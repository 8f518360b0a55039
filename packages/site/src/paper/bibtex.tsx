import type { ReactElement } from "react";

export function Bibtex({ text }: { readonly text: string }): ReactElement {
  return (
    <section id="bibtex" className="bibtex" aria-labelledby="bibtex-heading">
      <h2 id="bibtex-heading">BibTeX</h2>
      {/* A long entry scrolls sideways, which the keyboard must reach too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre id="bibtex-text" tabIndex={0} aria-label="BibTeX entry">
        {text}
      </pre>
      <p className="copy">
        <button type="button" data-copy="bibtex-text" hidden>
          Copy
        </button>
        <output data-copied-for="bibtex-text" />
      </p>
    </section>
  );
}
