import type { ReactElement, ReactNode } from "react";

/** Lets a wide table scroll by itself on a narrow screen, by the keyboard as well. */
export function ScrollFrame({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="scroll-frame" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
