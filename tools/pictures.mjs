#!/usr/bin/env node
// Takes the pictures of docs/pictures from a running server: `node tools/pictures.mjs http://localhost:8410 [CHROMIUM]`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "./bootstrap.mjs";

const [address = "http://localhost:8410", executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"] =
  process.argv.slice(2);
const pages = { home: "/", paper: "/abs/2204.08396", lab: "/abs/2204.08396/lab" };
const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const folder = join(root, "docs/pictures");
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
for (const [screen, viewport] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(address + path, { waitUntil: "load" });
      const height = Math.min(
        await page.evaluate(() => document.documentElement.scrollHeight),
        screen === "phone" ? 2200 : 1900,
      );
      await page.setViewportSize({ ...viewport, height });
      await page.screenshot({ path: join(folder, `${name}-${screen}-${colorScheme}.png`) });
      await page.setViewportSize(viewport);
    }
    await context.close();
  }
}
await browser.close();
