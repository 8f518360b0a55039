/**
 * Tells of other colours, and of another size or density of the screen.
 * @returns ends it
 */
export function watchLooks(container: HTMLElement, recoloured: () => void, resized: () => void): () => void {
  const themes = new MutationObserver(recoloured);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const sizes = new ResizeObserver(resized);
  sizes.observe(container);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", recoloured);
  return () => {
    themes.disconnect();
    sizes.disconnect();
    dark.removeEventListener("change", recoloured);
  };
}
