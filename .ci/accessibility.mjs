// Runs axe over a page in headless Chromium; fails on any violation. Arguments: folder of node_modules, browser, page.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const [tools, browser, page] = process.argv.slice(2);
const require = createRequire(`${tools}/`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const opened = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
let found = 0;
for (const width of [1280, 400]) {
  const tab = await opened.newPage({ viewport: { width, height: 900 } });
  await tab.goto(pathToFileURL(page).href);
  await tab.addScriptTag({ content: axe });
  const { violations } = await tab.evaluate(() => axe.run());
  for (const { impact, id, help, nodes } of violations) {
    console.error(`${impact}: ${id}: ${help} (${nodes.length} places, first ${nodes[0].html})`);
  }
  found += violations.length;
}
await opened.close();
process.exitCode = found > 0 ? 1 : 0;
