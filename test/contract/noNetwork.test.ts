import assert from 'node:assert/strict';
import { shippedPackage, type ShippedPackage } from '../support/shippedPackage.ts';
import { NETWORK_GLOBALS, networkInScript, networkInStyle } from './networkCheck.ts';

const NETWORK_MODULES = [
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dns',
  'dns/promises',
  'dgram',
  'inspector',
  'cluster',
];

describe('what ships has no way to another machine', function () {
  this.timeout(120_000);
  let shipped: ShippedPackage;

  before(() => {
    shipped = shippedPackage();
  });

  it('in its scripts', () => {
    const scripts = named(/\.c?js$/);
    assert.equal(scripts.length, 4);
    for (const [name, code] of scripts) assert.deepEqual(networkInScript(code), [], name);
  });

  it('in its styles', () => {
    const styles = named(/\.css$/);
    assert.equal(styles.length, 2);
    for (const [name, css] of styles) assert.deepEqual(networkInStyle(css), [], name);
  });

  it('in its pictures', () => {
    for (const [name, svg] of named(/\.svg$/))
      assert.doesNotMatch(svg, /<script|<image|href=|url\(\s*["']?(?!#)/i, name);
  });

  function named(pattern: RegExp): [string, string][] {
    const entries = [...shipped.files].filter(([name]) => pattern.test(name));
    return entries.map(([name, content]) => [name, content.toString('utf8')]);
  }
});

describe('the search for network code finds', () => {
  for (const name of NETWORK_GLOBALS) {
    const planted = [
      `${name}('x');`,
      `new ${name}('x');`,
      `globalThis.${name}('x');`,
      `window['${name}']('x');`,
      `const { ${name}: f } = self; f('x');`,
      `var g = typeof window > 'u' ? globalThis : window; g.${name}('x');`,
      `let g; g = globalThis; (0, g).${name}('x');`,
      `const f = ${name};`,
    ];
    it(name, () => {
      for (const code of planted) assert.notDeepEqual(networkInScript(code), [], code);
    });
  }

  for (const name of [...NETWORK_MODULES, ...NETWORK_MODULES.map((one) => `node:${one}`), 'undici']) {
    it(`the module ${name}`, () => {
      for (const code of [`require('${name}');`, `var h = require("${name}").get;`, `import('${name}');`]) {
        assert.equal(networkInScript(code).length, 1, code);
      }
    });
  }

  const planted = {
    'a beacon': `navigator.sendBeacon('x');`,
    'a module whose name is made at run time': `require('ht' + 'tp');`,
    'an import whose name is made at run time': `import(name);`,
    'another name for require': `const load = require; load('http');`,
    'the require of a module': `module.require('http');`,
    'a built-in module by its other door': `process.getBuiltinModule('http');`,
    'an address': `const home = 'https://example.org/';`,
    'an address that is put together': 'const home = `wss://${host}/`;',
    'a disabled check': `/* eslint-disable */ fetch('x');`,
    'a script that cannot be read': `const = ;`,
  };
  for (const [what, code] of Object.entries(planted)) {
    it(what, () => assert.notDeepEqual(networkInScript(code), []));
  }

  const styles = {
    'a remote picture': 'a { background: url(https://example.org/a.png); }',
    'a remote picture without a scheme': 'a { background: url("//example.org/a.png"); }',
    'an import': '@import "other.css";',
    'an image set': 'a { background: image-set("https://example.org/a.png" 1x); }',
  };
  for (const [what, css] of Object.entries(styles)) {
    it(`${what} in a style sheet`, () => assert.notDeepEqual(networkInStyle(css), []));
  }
});

describe('the search for network code leaves alone', () => {
  const harmless = {
    'a property of a library’s own': `cache.fetch('x'); const o = { fetch() {} };`,
    'a function of a library’s own': `(function () { function fetch() {} fetch('x'); })();`,
    'a word in a text': `const text = 'fetch the WebSocket';`,
    'a module of Node without a network': `require('node:fs'); require('vscode');`,
    'an XML namespace': `document.createElementNS('http://www.w3.org/2000/svg', 'svg');`,
    'a require of a library’s own': `(function (require) { require('http'); })();`,
  };
  for (const [what, code] of Object.entries(harmless)) {
    it(what, () => assert.deepEqual(networkInScript(code), []));
  }

  it('local and embedded pictures in a style sheet', () => {
    assert.deepEqual(
      networkInStyle('/* https://example.org */ a { background: url(a.png), url("data:image/png;base64,AA"); }'),
      [],
    );
  });
});
