import { Linter, type Rule, type Scope } from 'eslint';

/** What of Node the bundles may load. Nothing here can open a connection. */
const MODULES = ['vscode', 'assert', 'buffer', 'crypto', 'events', 'fs', 'fs/promises', 'os', 'path', 'stream'];
/**
 * Starts programs. Only the room of git may import it, which the rules of the rooms hold, and that starts one, git, with
 * all its ways to other machines switched off, which a test with a real git holds.
 */
const PROCESSES = 'child_process';
const MORE_MODULES = [
  'stream/promises',
  'string_decoder',
  'timers',
  'timers/promises',
  'url',
  'util',
  'worker_threads',
  'zlib',
];
const ALLOWED_MODULES = new Set([...MODULES, ...MORE_MODULES, PROCESSES].flatMap((name) => [name, `node:${name}`]));

/** What a browser, a worker or Node gives every script to speak with other machines. */
export const NETWORK_GLOBALS = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'importScripts',
];
const GLOBAL_OBJECTS = ['globalThis', 'window', 'self', 'global', 'top', 'parent', 'frames'];

/** Properties that are a way out on any object: a message to a server, and other roads to Node's modules. */
const PROPERTIES = ['sendBeacon', 'getBuiltinModule', 'createRequire', '_linkedBinding'];

/** Addresses that are names or help texts, each with its reason; nothing is ever loaded from them. */
const ALLOWED_ADDRESSES = [
  // XML namespaces: constants of the DOM's own interface.
  /^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xhtml|1999\/xlink|1998\/Math\/MathML|2000\/xmlns\/|XML\/1998\/namespace)$/,
  // date-fns ends the message of an error that a wrong format string causes with a link to its manual.
  /^https:\/\/github\.com\/date-fns\/date-fns\/blob\/master\/docs\/unicodeTokens\.md$/,
  // ical-generator ends messages about wrong arguments with links to its manual.
  /^https:\/\/sebbo2002\.github\.io\/ical-generator\/develop\/reference\//,
  // sql.js names the discussion of an option in the message that asks to set it.
  /^https:\/\/github\.com\/sql-js\/sql\.js\/pull\/647/,
];

type Expression = Parameters<NonNullable<Rule.RuleListener['MemberExpression']>>[0]['object'];

const linter = new Linter({ configType: 'flat' });

/**
 * The ways in which a bundle's script could reach another machine; empty when there is none. Scopes are resolved, so that
 * a library's own `fetch`, a property of that name or a word in a text does not count, and a renamed `window` does.
 */
export function networkInScript(code: string): string[] {
  const messages = linter.verify(code, {
    languageOptions: { ecmaVersion: 'latest', sourceType: 'commonjs' },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    plugins: {
      grasp: { rules: { globals: { create: globals }, loading: { create: loading }, texts: { create: texts } } },
    },
    rules: {
      'grasp/globals': 'error',
      'grasp/loading': 'error',
      'grasp/texts': 'error',
      'no-restricted-properties': ['error', ...PROPERTIES.map((property) => ({ property }))],
    },
  });
  return messages.map(({ message, line, column }) => `${message} (${line}:${column})`);
}

/** Reports the network's globals, by name or by way of the global object. */
function globals(context: Rule.RuleContext): Rule.RuleListener {
  const report = (node: Rule.Node | Expression, name: string) => {
    if (NETWORK_GLOBALS.includes(name)) context.report({ node, message: `${name} opens a connection` });
  };
  return {
    Program: () => {
      for (const { identifier } of free(context)) report(identifier as Expression, identifier.name);
    },
    MemberExpression: (node) => {
      if (!mayBeGlobalObject(node.object, context)) return;
      const name = staticName(node.property, node.computed);
      if (name !== undefined) report(node, name);
    },
    VariableDeclarator: ({ id, init }) => {
      if (id.type !== 'ObjectPattern' || !init || !mayBeGlobalObject(init, context)) return;
      for (const property of id.properties) {
        if (property.type === 'Property') report(property.key, staticName(property.key, property.computed) ?? '');
      }
    },
  };
}

/** The references that no declaration in the script answers for. */
function free(context: Rule.RuleContext): Scope.Reference[] {
  return context.sourceCode.scopeManager.globalScope?.through ?? [];
}

function staticName(key: { type: string; name?: unknown; value?: unknown }, computed: boolean): string | undefined {
  const name = !computed && key.type === 'Identifier' ? key.name : key.value;
  return typeof name === 'string' ? name : undefined;
}

/** Follows a value through variables and choices; `seen` keeps two variables that hold each other from going on for ever. */
function mayBeGlobalObject(node: Expression, context: Rule.RuleContext, seen = new Set<Scope.Variable>()): boolean {
  const again = (next: unknown) => mayBeGlobalObject(next as Expression, context, seen);
  switch (node.type) {
    case 'Identifier': {
      const reference = referenceOf(node, context);
      const variable = reference?.resolved;
      if (!variable || variable.defs.length === 0) return GLOBAL_OBJECTS.includes(node.name);
      if (seen.has(variable)) return false;
      seen.add(variable);
      return variable.references.some(({ writeExpr }) => writeExpr && again(writeExpr));
    }
    case 'ConditionalExpression':
      return again(node.consequent) || again(node.alternate);
    case 'LogicalExpression':
      return again(node.left) || again(node.right);
    case 'AssignmentExpression':
      return again(node.right);
    case 'SequenceExpression':
      return again(node.expressions.at(-1));
    case 'MemberExpression':
      return again(node.object) && GLOBAL_OBJECTS.includes(staticName(node.property, node.computed) ?? '');
    default:
      return false;
  }
}

function referenceOf(node: Expression, context: Rule.RuleContext): Scope.Reference | undefined {
  for (let scope: Scope.Scope | null = context.sourceCode.getScope(node); scope; scope = scope.upper) {
    const found = scope.references.find(({ identifier }) => identifier === node);
    if (found) return found;
  }
  return undefined;
}

/** Reports each module that is not on the list, and each way of loading one whose name cannot be read here. */
function loading(context: Rule.RuleContext): Rule.RuleListener {
  const judge = (node: Rule.Node, source: { type: string; value?: unknown } | undefined) => {
    const name = source?.type === 'Literal' ? source.value : undefined;
    if (typeof name !== 'string') context.report({ node, message: 'a module whose name is made at run time' });
    else if (!ALLOWED_MODULES.has(name)) context.report({ node, message: `the module ${name}` });
  };
  return {
    ImportExpression: (node) => judge(node, node.source),
    Identifier: (node) => {
      const reference = node.name === 'require' ? referenceOf(node, context) : undefined;
      if (!reference || (reference.resolved?.defs.length ?? 0) > 0) return;
      const { parent } = node;
      if (parent.type === 'CallExpression' && parent.callee === node) judge(parent, parent.arguments[0]);
      else if (parent.type !== 'UnaryExpression') judge(node, undefined);
    },
    'MemberExpression[object.name="module"][property.name="require"]': (node: Rule.Node) => judge(node, undefined),
  };
}

/** Reports addresses in texts: one that is only shown can be put on the list above. */
function texts(context: Rule.RuleContext): Rule.RuleListener {
  const judge = (node: Rule.Node, text: unknown) => {
    if (typeof text !== 'string') return;
    for (const [address] of text.matchAll(/\b(https?|wss?|ftp):\/\/[^\s"'`<>)]*/gi)) {
      if (!ALLOWED_ADDRESSES.some((allowed) => allowed.test(address))) {
        context.report({ node, message: `the address ${address}` });
      }
    }
  };
  return {
    Literal: (node) => judge(node, node.value),
    TemplateElement: (node) => judge(node, node.value.cooked),
  };
}

/** The ways in which a style sheet could load something from another machine; empty when there is none. */
export function networkInStyle(css: string): string[] {
  const bare = css.replace(/\/\*.*?\*\//gs, '');
  const found: string[] = [];
  for (const [rule] of bare.matchAll(/@import\b[^;]*/gi)) found.push(rule);
  for (const [, target = ''] of bare.matchAll(/url\(\s*["']?([^"')]*)/gi)) {
    if (/^([a-z][a-z0-9+.-]*:)?\/\/|^(?!data:)[a-z][a-z0-9+.-]*:/i.test(target)) found.push(`url(${target})`);
  }
  for (const [address] of bare.matchAll(/["'](https?:)?\/\/[^"']*/gi)) found.push(address);
  return found;
}
