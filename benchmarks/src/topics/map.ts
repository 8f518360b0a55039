import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { type BenchmarkResult, median } from "../harness.ts";
import { serveSite } from "../served-site.ts";

const ROUNDS = 3;
const ROUND_SECONDS = 4;
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

/** Frames a second while the plane is dragged in circles, or while it is zoomed in and out. */
async function framesPerSecond(page: Page, gesture: "pan" | "zoom"): Promise<number> {
  return page.evaluate(
    async ([kind, seconds]) => {
      const surface = document.querySelector(".stage-surface .sigma-mouse");
      if (surface === null) throw new Error("the map is not drawn in WebGL");
      const box = surface.getBoundingClientRect();
      const at = (share: number): MouseEventInit => ({
        bubbles: true,
        cancelable: true,
        clientX: box.left + box.width * (0.5 + 0.1 * Math.cos(share)),
        clientY: box.top + box.height * (0.5 + 0.1 * Math.sin(share)),
      });
      if (kind === "pan") surface.dispatchEvent(new MouseEvent("mousedown", at(0)));
      const begun = performance.now();
      let frames = 0;
      await new Promise<void>((resolve) => {
        const step = (now: number): void => {
          frames += 1;
          if (kind === "pan") document.dispatchEvent(new MouseEvent("mousemove", at(frames / 10)));
          else {
            const deltaY = Math.floor(frames / 30) % 2 === 0 ? -60 : 60;
            surface.dispatchEvent(new WheelEvent("wheel", { ...at(0), deltaY, ctrlKey: true }));
          }
          if (now - begun < 1000 * seconds) requestAnimationFrame(step);
          else resolve();
        };
        requestAnimationFrame(step);
      });
      if (kind === "pan") document.dispatchEvent(new MouseEvent("mouseup", at(0)));
      return (1000 * frames) / (performance.now() - begun);
    },
    [gesture, ROUND_SECONDS] as const,
  );
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
        await page.locator(".stage[data-live]:not([data-settling])").waitFor();
        await page
          .getByText(`${works.toLocaleString("en-GB")} works`)
          .first()
          .waitFor();
        for (const gesture of ["pan", "zoom"] as const) {
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
            pass: value >= target,
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
