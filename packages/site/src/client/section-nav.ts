/** Marks, among the ways to a page's sections, the section that is being read. */
export function followSections(page: Document): void {
  const nav = page.querySelector("[data-section-nav]");
  if (nav === null) return;
  const links = [...nav.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
  const sections = links.flatMap((link) => page.getElementById(link.hash.slice(1)) ?? []);
  const inView = new Set<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inView.add(target);
        else inView.delete(target);
      }
      const read = sections.find((section) => inView.has(section));
      for (const link of links) {
        if (read !== undefined && link.hash === `#${read.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    // A section is read while it is in the upper half of the window.
    { rootMargin: "-10% 0px -50% 0px" },
  );
  for (const section of sections) observer.observe(section);
}
