#!/usr/bin/env node
// Takes the pictures of docs/pictures from a running server that holds a corpus with citations and nobody's data:
// `node tools/pictures.mjs http://localhost:8410 [CHROMIUM] [NAME...]`; names limit it to these pictures. What is in them is
// said in docs/pictures/README.md.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "./bootstrap.mjs";

const [
  address = "http://localhost:8410",
  executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  ...wanted
] = process.argv.slice(2);
const flagship = "/abs/2204.08396";
const screens = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
  wide: { width: 2200, height: 1300 },
};
const tallest = { desktop: 1900, phone: 2200, wide: 1600 };

/** Every page in the looks that differ for it; `also` is done to it before the picture. */
const scenes = [
  ...["desktop", "phone"].flatMap((screen) =>
    ["light", "dark"].flatMap((scheme) => [
      { name: `home-${screen}-${scheme}`, path: "/", screen, scheme },
      { name: `paper-${screen}-${scheme}`, path: flagship, screen, scheme },
      { name: `lab-${screen}-${scheme}`, path: `${flagship}/lab`, screen, scheme },
    ]),
  ),
  { name: "paper-wide", path: flagship, screen: "wide" },
  { name: "paper-map", path: flagship, also: toMap },
  { name: "paper-map-dark", path: flagship, scheme: "dark", also: toMap },
  { name: "paper-keyboard", path: flagship, also: byKeyboard },
  { name: "paper-print", path: flagship, media: "print" },
  { name: "paper-no-javascript", path: flagship, javaScriptEnabled: false },
  // Two of its eight formulas use commands that only its authors' preamble knows.
  { name: "paper-broken-tex", path: "/abs/0910.0526" },
  { name: "paper-heavily-cited", path: "/abs/1412.6980" },
  { name: "paper-heavily-cited-map", path: "/abs/1412.6980", also: toMap },
  { name: "unknown-id", path: "/abs/2204.99999" },
  { name: "malformed-id", path: "/abs/2213.00001" },
  { name: "search", path: "/search?q=mixture+of+experts" },
  { name: "search-dark", path: "/search?q=mixture+of+experts", scheme: "dark" },
  { name: "category", path: "/category/cs.CL" },
  { name: "term", path: "/term/mixture%20of%20experts" },
  { name: "author", path: "/author/Noam%20Shazeer" },
  { name: "map", path: "/map?ids=2204.08396,1701.06538,1706.03762" },
  { name: "coverage", path: "/coverage" },
  { name: "library", path: "/library" },
];

async function toMap(page) {
  await page.locator("#map").scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector("#map")?.scrollIntoView());
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1500);
}

async function byKeyboard(page) {
  for (let presses = 0; presses < 12; presses++) await page.keyboard.press("Tab");
}

const folder = join(root, "docs/pictures");
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
for (const { name, path, screen = "desktop", scheme = "light", media, javaScriptEnabled = true, also } of scenes) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const viewport = screens[screen];
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    reducedMotion: "reduce",
    javaScriptEnabled,
    bypassCSP: media === "print",
  });
  const page = await context.newPage();
  if (media !== undefined) await page.emulateMedia({ media });
  await page.goto(address + path, { waitUntil: "networkidle" });
  // The margins of a sheet are the printer's.
  if (media === "print") await page.addStyleTag({ content: "body { padding: 4rem; }" });
  if (also === undefined) {
    const height = javaScriptEnabled
      ? await page.evaluate(() => document.documentElement.scrollHeight)
      : tallest[screen];
    await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, Math.min(height, tallest[screen])) });
  } else await also(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
  console.log(name);
}
await browser.close();
