import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { type BenchmarkResult, median } from "../harness.ts";
import { serveSite } from "../served-site.ts";

const ROUNDS = 3;
const ROUND_SECONDS = 4;
/** Events of the mouse in one drag from edge to edge. */
const FAR_STEPS = 40;
/** Citations among the neighbours, for each of them. */
const EDGES_PER_WORK = 3;
const middle = "2001.00001";
/** Neighbours drawn, and frames a second wanted of them. */
const maps = [
  { works: 1_000, target: 60 },
  { works: 5_000, target: 30 },
] as const;
// Chromium's renderer without a graphics card: what a laptop under a remote desktop has.
const software = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

const key = (number: number): string =>
  number === 0 ? middle : `${2002 + Math.floor(number / 9_000)}.${String(10_000 + (number % 9_000))}`;

/** One paper, cited by many that cite each other, as a corpus folder. */
function writeCorpus(folder: string, works: number): void {
  mkdirSync(folder, { recursive: true });
  const papers = Array.from({ length: works + 1 }, (_, number) =>
    JSON.stringify({
      id: key(number),
      title: `Invented work number ${number}`,
      authors: [`Author Number${number}`],
      abstract: "An abstract.",
      categories: ["cs.LG"],
      published: `20${String(1 + (number % 24)).padStart(2, "0")}-03-04`,
    }),
  );
  const citations = Array.from({ length: works }, (_, at) => {
    const number = at + 1;
    // Mostly near ones, so that there are clusters.
    const others = Array.from(
      { length: EDGES_PER_WORK },
      (_each, step) => 1 + ((number * 7 + step * step * 11) % works),
    );
    return [0, ...others.filter((other) => other !== number)].map((other) => `${key(number)}\t${key(other)}\tinvented`);
  }).flat();
  writeFileSync(join(folder, "papers.jsonl"), `${papers.join("\n")}\n`);
  writeFileSync(join(folder, "citations.tsv"), `citing\tcited\tmatch\n${citations.join("\n")}\n`);
}

type Gesture = "pan" | "far pan" | "zoom";

/**
 * Frames a second while a real mouse drags the plane in circles, from edge to edge so that new parts come into sight, or
 * zooms it in and out.
 */
async function framesPerSecond(page: Page, gesture: Gesture): Promise<number> {
  const box = await page.locator(".stage-surface").boundingBox();
  if (box === null) throw Object.assign(new Error("the map is not drawn in WebGL"), { code: "no-map" });
  const { mouse } = page;
  const to = (across: number, down: number): Promise<void> =>
    mouse.move(box.x + box.width * across, box.y + box.height * down);
  // Below the works, so that the plane is dragged and not one of them.
  await page.getByRole("button", { name: "Fit" }).click();
  if (gesture === "zoom") await to(0.5, 0.5);
  else await to(0.6, 0.985);
  if (gesture === "zoom") await page.keyboard.down("Control");
  if (gesture === "pan") await mouse.down();
  await page.evaluate(() => {
    const counted = { frames: 0, begun: performance.now(), ended: 0 };
    Object.assign(globalThis, { counted });
    const step = (now: number): void => {
      if (counted.ended > 0) return;
      if (counted.frames === 0) counted.begun = now;
      counted.frames += 1;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  const end = performance.now() + 1000 * ROUND_SECONDS;
  for (let turn = 0; performance.now() < end; turn++) {
    if (gesture === "pan") await to(0.5 + 0.1 * Math.cos(turn / 10), 0.885 + 0.1 * Math.cos(turn / 7));
    else if (gesture === "zoom") await mouse.wheel(0, Math.floor(turn / 10) % 2 === 0 ? -10 : 10);
    else {
      // To and fro over most of the stage, each way one drag.
      const [drag, at] = [Math.floor(turn / FAR_STEPS), turn % FAR_STEPS];
      const share = at / (FAR_STEPS - 1);
      if (at === 0) await mouse.up();
      await to(0.1 + 0.8 * (drag % 2 === 0 ? share : 1 - share), 0.985);
      if (at === 0) await mouse.down();
    }
  }
  const rate = await page.evaluate(() => {
    const { counted } = globalThis as unknown as { counted: { frames: number; begun: number; ended: number } };
    counted.ended = performance.now();
    return (1000 * counted.frames) / (counted.ended - counted.begun);
  });
  await mouse.up();
  await page.keyboard.up("Control");
  return rate;
}

/** The citation map in Chromium's software renderer: frames a second with 1,000 and with 5,000 works. */
export async function map(): Promise<readonly BenchmarkResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "arxivlens-map-bench-"));
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  const results: BenchmarkResult[] = [];
  try {
    for (const { works, target } of maps) {
      const corpus = join(folder, `corpus-${works}`);
      writeCorpus(corpus, works);
      const server = await serveSite(join(folder, `data-${works}`), ["--corpus", corpus]);
      const browser = await chromium.launch({ executablePath, args: software });
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
        page.setDefaultTimeout(120_000);
        await page.goto(`${server.address}/abs/${middle}#limit=${works}`);
        await page.locator("#map").scrollIntoViewIfNeeded();
        // All works have come, then the forces have come to rest: only in this order is nothing measured too early.
        await page.getByText(`All ${works.toLocaleString("en-GB")} works around it are drawn.`).waitFor();
        await page.locator(".stage[data-live]:not([data-settling])").waitFor();
        for (const gesture of ["pan", "far pan", "zoom"] as const) {
          await framesPerSecond(page, gesture);
          const rates: number[] = [];
          for (let round = 0; round < ROUNDS; round++) rates.push(await framesPerSecond(page, gesture));
          const value = median(rates);
          results.push({
            name: `map of ${works} works: ${gesture}`,
            value,
            unit: "frames/s",
            peer: null,
            peerValue: null,
            ratio: null,
            target,
            // A round begins and ends within a frame; on a screen of 60 Hz none can be made up.
            pass: value >= target - 1 / ROUND_SECONDS,
            runs: rates.length,
            spread: [Math.min(...rates), Math.max(...rates)],
          });
        }
      } finally {
        await browser.close();
        await server.stop();
      }
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
