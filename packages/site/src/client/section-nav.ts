/** Marks, among the ways to a page's sections, the section that is being read. */
export function followSections(page: Document): void {
  const nav = page.querySelector("[data-section-nav]");
  if (nav === null) return;
  const links = [...nav.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
  const sections = links.flatMap((link) => page.getElementById(link.hash.slice(1)) ?? []);
  const inView = new Set<Element>();
  const mark = (): void => {
    const read = askedAtTheEnd(page, sections) ?? sections.find((section) => inView.has(section));
    for (const link of links) {
      if (read !== undefined && link.hash === `#${read.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inView.add(target);
        else inView.delete(target);
      }
      mark();
    },
    // A section is read while it is in the upper half of the window.
    { rootMargin: "-10% 0px -50% 0px" },
  );
  for (const section of sections) observer.observe(section);
  page.defaultView?.addEventListener("hashchange", mark);
}

/** The last sections cannot be scrolled to the top of the window: where the page ends, the one that was asked for is read. */
function askedAtTheEnd(page: Document, sections: readonly HTMLElement[]): HTMLElement | undefined {
  const { scrollTop, clientHeight, scrollHeight } = page.documentElement;
  if (scrollTop + clientHeight < scrollHeight - 2) return undefined;
  return sections.find(
    (section) => `#${section.id}` === page.location.hash && section.offsetTop < scrollTop + clientHeight,
  );
}
