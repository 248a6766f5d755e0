import assert from 'node:assert/strict';
import { readManifest } from '../support/manifest.ts';
import { shippedPackage, type ShippedPackage } from '../support/shippedPackage.ts';

/** All that an engineer installs. A file that is to be added here should be worth the engineer's time to read. */
const FILES = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/explain-style.css',
  'extension/dist/explain.js',
  'extension/dist/extension.cjs',
  'extension/dist/grasp-commit.sh',
  'extension/dist/grasp-report.sh',
  'extension/dist/ledger.cjs',
  'extension/dist/panel-style.css',
  'extension/dist/panel.js',
  'extension/dist/sql-wasm.wasm',
  'extension/media/icons/activity.svg',
  'extension/media/icons/grasp.png',
  'extension/package.json',
  'extension/readme.md',
];

const BUDGET = 1_000_000;

describe('the package', function () {
  this.timeout(120_000);
  let shipped: ShippedPackage;

  before(() => {
    shipped = shippedPackage();
  });

  it('holds exactly the files that it is meant to', () => {
    assert.deepEqual([...shipped.files.keys()].sort(), FILES);
  });

  it('stays under a megabyte', () => {
    assert.ok(shipped.bytes < BUDGET, `${shipped.bytes} bytes`);
  });

  it('holds no source map and no trace of the tests', () => {
    for (const [name, content] of shipped.files) {
      assert.doesNotMatch(name, /\.map$|\.ts$|(^|\/)(test|demo|fixtures|node_modules)\//, name);
      if (/\.(cjs|js|css)$/.test(name)) assert.ok(!content.includes('sourceMappingURL'), name);
    }
  });

  it('starts with a file that is in it', () => {
    const { main } = readManifest();
    assert.ok(shipped.files.has(`extension/${main.replace('./', '')}`), main);
  });

  it('has an icon large enough for the marketplace’s page', () => {
    const { icon } = readManifest();
    const png = shipped.files.get(`extension/${icon}`);
    assert.ok(png);
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.ok(width >= 128 && height >= 128, `${width} × ${height}`);
  });
});
