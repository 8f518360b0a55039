import type { ComponentType, ReactElement } from "react";
import { renderToString } from "react-dom/server";

interface IslandProps<P extends object> {
  /** Key of the component in client/islands.ts; unique on the page. */
  readonly name: string;
  readonly component: ComponentType<P>;
  readonly props: P;
}

/**
 * A part of the page that comes alive in the browser: its HTML for everyone, and its props as data for hydration.
 * It renders apart from the page, because hydration needs markers that the static page does without.
 */
export function Island<P extends object>({ name, component: Component, props }: IslandProps<P>): ReactElement {
  const html = renderToString(<Component {...props} />, { identifierPrefix: name });
  return (
    <div className="island">
      <div data-island={name} dangerouslySetInnerHTML={{ __html: html }} />
      <script type="application/json" data-props-of={name} dangerouslySetInnerHTML={{ __html: scriptJson(props) }} />
    </div>
  );
}

/** JSON that cannot end the script element it stands in. */
export function scriptJson(value: object): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
