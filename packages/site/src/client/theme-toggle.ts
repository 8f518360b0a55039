import { frameWords } from "../words/frame.ts";

type Theme = "light" | "dark";

/** Shows the button and lets it switch and remember the theme. */
export function enableThemeToggle(page: Document, storage: Storage, prefersDark: MediaQueryList): void {
  const button = page.querySelector<HTMLElement>("[data-theme-toggle]");
  const label = page.querySelector<HTMLElement>("[data-theme-label]");
  if (button === null || label === null) return;
  const root = page.documentElement;
  const current = (): Theme => {
    const chosen = root.dataset["theme"];
    return chosen === "light" || chosen === "dark" ? chosen : prefersDark.matches ? "dark" : "light";
  };
  const describe = (): void => {
    label.textContent = current() === "dark" ? frameWords.toLight : frameWords.toDark;
  };
  button.addEventListener("click", () => {
    const next: Theme = current() === "dark" ? "light" : "dark";
    root.dataset["theme"] = next;
    describe();
    try {
      storage.setItem("theme", next);
    } catch {
      // Nothing can be remembered here; the switch itself has worked.
    }
  });
  prefersDark.addEventListener("change", describe);
  describe();
  button.hidden = false;
}
