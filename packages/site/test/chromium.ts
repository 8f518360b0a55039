import { existsSync } from "node:fs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/** Path of a Chromium to test with: `CHROMIUM_PATH`, or the first of the usual places that exists; null where there is none. */
export function findChromium(named: string | undefined, exists: (path: string) => boolean = existsSync): string | null {
  if (named !== undefined && named !== "") return exists(named) ? named : null;
  return usualPlaces.find((path) => exists(path)) ?? null;
}

export const chromiumHint =
  "No Chromium found: install one (apt-get install chromium) or set CHROMIUM_PATH; the browser tests are skipped.";

export const chromiumArguments: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run",
];
