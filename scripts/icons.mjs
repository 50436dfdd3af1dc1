// `node scripts/icons.mjs`: draws `build/icon.svg` in every size and container that the platforms
// ask for. Run by hand after the drawing has changed; what it writes is committed.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { obtainBrowser } from "./browser.mjs";
import { ROOT } from "./process.mjs";

const BUILD = join(ROOT, "build");

/** The sizes of a Linux icon theme, in pixels. */
const THEME_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
/** What Windows picks from: 256 for large tiles, the small ones for lists and the taskbar. */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/**
 * Types of Apple's container that hold PNG, with their size in pixels; the ones from `ic11` to `ic14`
 * and `ic10` are for displays of double density.
 */
const ICNS_TYPES = /** @type {const} */ ([
  ["ic07", 128],
  ["ic08", 256],
  ["ic09", 512],
  ["ic10", 1024],
  ["ic11", 32],
  ["ic12", 64],
  ["ic13", 256],
  ["ic14", 512],
]);

const drawings = await draw([...new Set([...THEME_SIZES, ...ICO_SIZES, 1024])]);
mkdirSync(join(BUILD, "icons"), { recursive: true });
for (const size of THEME_SIZES) {
  writeFileSync(join(BUILD, "icons", `${size}x${size}.png`), drawing(size));
}
writeFileSync(join(BUILD, "icon.ico"), ico());
writeFileSync(join(BUILD, "icon.icns"), icns());

/**
 * @param {readonly number[]} sizes in pixels
 * @returns {Promise<Map<number, Buffer>>} a PNG for each
 */
async function draw(sizes) {
  const browser = await obtainBrowser();
  if ("reason" in browser) throw new Error(`No browser to draw with: ${browser.reason}`);
  const svg = readFileSync(join(BUILD, "icon.svg"), "utf8");
  const running = await chromium.launch({ executablePath: browser.path, chromiumSandbox: false });
  const drawn = new Map();
  for (const size of sizes) {
    const page = await running.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
    drawn.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await running.close();
  return drawn;
}

/** @param {number} size */
function drawing(size) {
  const png = drawings.get(size);
  if (png === undefined) throw new Error(`There is no drawing of ${size} pixels.`);
  return png;
}

/** https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10) */
function ico() {
  const header = Buffer.alloc(6 + 16 * ICO_SIZES.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(ICO_SIZES.length, 4);
  let offset = header.length;
  ICO_SIZES.forEach((size, index) => {
    const at = 6 + 16 * index;
    // A byte holds no 256: 0 stands for it.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(drawing(size).length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += drawing(size).length;
  });
  return Buffer.concat([header, ...ICO_SIZES.map(drawing)]);
}

function icns() {
  const entries = ICNS_TYPES.map(([type, size]) => chunk(type, drawing(size)));
  return chunk("icns", Buffer.concat(entries));
}

/** @param {string} type four letters @param {Buffer} data */
function chunk(type, data) {
  const header = Buffer.alloc(8);
  header.write(type, 0, "latin1");
  header.writeUInt32BE(8 + data.length, 4);
  return Buffer.concat([header, data]);
}
