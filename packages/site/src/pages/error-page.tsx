import type { ReactElement } from "react";

export function ErrorPage({ message }: { readonly message: string }): ReactElement {
  return (
    <section className="trouble">
      <h1>Something failed on this machine</h1>
      <p>{message}</p>
      <p>
        The terminal that runs the server says more. <a href="/">Back to the first page</a>
      </p>
    </section>
  );
}
