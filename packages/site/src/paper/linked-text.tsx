import type { ReactElement } from "react";

// A full stop or bracket after an address belongs to the sentence.
const address = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/giu;

/** Text of a record with its web addresses as links. */
export function LinkedText({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {text.split(address).map((piece, index) =>
        index % 2 === 1 ? (
          <a key={index} href={piece} rel="nofollow">
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </>
  );
}
