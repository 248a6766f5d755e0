// The third of the three locks on the rooms (see src/README.md), and the house style that prettier and tsc cannot see.
// Patterns begin with `**/`, so that the contract test can point this very file at its tree of planted violations.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Rooms in which time and chance are arguments or ports, because their results must be the same on every replay. */
const PURE_ROOMS = ['domain', 'ports', 'protocol', 'features'].map((room) => `**/src/${room}/**/*.ts`);

const ROOT = resolve(import.meta.dirname, '..');

/** In the order in which a file is looked up: rooms without ambient types before those that have them. */
const PROJECTS = [
  ...['domain', 'ports', 'protocol', 'features', 'storage', 'git', 'agents', 'host'].map(
    (room) => `src/${room}/tsconfig.json`,
  ),
  'media/tsconfig.json',
  'test/tsconfig.json',
].filter((path) => existsSync(resolve(ROOT, path)));

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing is called the same wherever it is used.',
};
const noShell = {
  selector: 'Property[key.name="shell"]:matches([value.value=true], [value.type="Literal"][value.raw=/^[\'"]/])',
  message: 'Start programs with an argument list: a shell would read paths and messages as code.',
};
const noMarkupBinding = {
  selector: 'TemplateElement[value.raw=/\\b(innerHTML|outerHTML|srcdoc)\\s*=/i]',
  message: 'Text from a file or a person must stay text: bind children, not markup.',
};

const rawMarkup = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
  'srcdoc',
];

const base = {
  files: ['**/src/**/*.ts', '**/media/**/*.ts', '**/test/**/*.ts'],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: { parserOptions: { project: PROJECTS, tsconfigRootDir: ROOT } },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/consistent-type-exports': 'error',
    // One such line would bring a platform's globals into a room that must not know them.
    '@typescript-eslint/triple-slash-reference': ['error', { lib: 'never', path: 'never', types: 'never' }],
    // Numbers in messages are the point of this program; what must not slip into a string is an object.
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    // A table of requests may well be empty: a side that asks nothing.
    '@typescript-eslint/no-generated-empty-object-type': 'off',
    'max-lines': ['error', { max: 400 }],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-eval': 'error',
    'no-new-func': 'error',
    'preserve-caught-error': 'error',
  },
};

const shipped = {
  files: ['**/src/**/*.ts', '**/media/**/*.ts'],
  rules: {
    'no-restricted-syntax': ['error', noDefaultExport],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', { max: 4 }],
    complexity: ['error', { max: 12 }],
    'max-depth': ['error', { max: 3 }],
    'no-console': 'error',
  },
};

const src = {
  files: ['**/src/**/*.ts'],
  rules: {
    'no-restricted-syntax': ['error', noDefaultExport, noShell],
    'no-restricted-imports': [
      'error',
      {
        paths: ['child_process', 'node:child_process'].map((name) => ({
          name,
          importNames: ['exec', 'execSync'],
          message: 'Use execFile or spawn with an argument list: exec hands its text to a shell.',
        })),
      },
    ],
  },
};

const pure = {
  files: PURE_ROOMS,
  rules: {
    'no-restricted-globals': [
      'error',
      {
        globals: ['Date', 'performance', 'Temporal'].map((name) => ({
          name,
          message: 'Time is an argument here, or comes through the Clock port.',
        })),
        checkGlobalObject: true,
      },
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Chance is an argument here, or comes through a port.' },
    ],
  },
};

const media = {
  files: ['**/media/**/*.ts'],
  rules: {
    'no-restricted-syntax': ['error', noDefaultExport, noMarkupBinding],
    'no-restricted-properties': [
      'error',
      ...rawMarkup.map((property) => ({ property, message: 'Text from a file or a person must stay text.' })),
      { object: 'document', property: 'write' },
    ],
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: '/directives/unsafe-', message: 'Text from a file or a person must stay text.' }] },
    ],
  },
};

const test = {
  files: ['**/test/**/*.ts'],
  rules: {
    // A test that finds nothing fails on the very next line; a guard would only hide what was expected.
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/no-empty-function': 'off',
    '@typescript-eslint/require-await': 'off',
    // Stand-ins are plain objects of the right shape, and an assertion may look at a method without calling it.
    '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    '@typescript-eslint/unbound-method': 'off',
  },
};

const plainJavaScript = {
  files: ['**/*.mjs', '**/*.cjs'],
  extends: [tseslint.configs.recommended],
  rules: { '@typescript-eslint/no-require-imports': 'off' },
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.vscode-test/', 'test/contract/fixtures/', 'test/host/demo/']),
  base,
  shipped,
  src,
  pure,
  media,
  test,
  plainJavaScript,
);
