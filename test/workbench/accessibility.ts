import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';

/** Fails on anything that axe finds in the panel's page, contrast and target size included. */
export async function checkAccessibility(panel: Frame): Promise<void> {
  await panel.evaluate(axe.source);
  const found = await panel.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // A panel in a side bar is no page of its own: headings start at the level of its sections.
    const rules = { 'page-has-heading-one': { enabled: false } };
    const { violations } = await checker.run(document, { runOnly: tags, rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
  assert.deepEqual(found, []);
}
