import { readFileSync } from 'node:fs';

type Env = Record<string, string>;

/** What says that no person is at work here, such as `CI`: the commit hook asks nobody where one of them is set. */
const noPerson = new Set(
  Array.from(
    readFileSync(new URL('../../src/storage/commitHook/grasp-commit.sh', import.meta.url), 'utf8').matchAll(
      /\$\{([A-Z_]+):-\}/g,
    ),
    ([, name]) => name,
  ),
);

/** The settings of an outer npm that say how to reach the registry. All others describe another folder and would misdirect. */
const reachKeys = new Set([
  ...['registry', 'cafile', 'ca', 'cert', 'key', 'strict_ssl', 'proxy', 'https_proxy', 'noproxy', 'local_address'],
  ...['cache', 'userconfig', 'globalconfig', 'offline', 'prefer_offline', 'maxsockets'],
  ...['fetch_retries', 'fetch_retry_mintimeout', 'fetch_retry_maxtimeout', 'fetch_timeout'],
]);

/** For an npm that works in a folder of its own, whatever npm run started this process. */
export function npmEnv(): Env {
  return { ...quickRetries, ...npmEnvAsGiven() };
}

/** npm's own pauses between attempts make a missing network look like a hang of more than a minute. */
const quickRetries = { npm_config_fetch_retry_mintimeout: '2000', npm_config_fetch_retry_maxtimeout: '10000' };

function npmEnvAsGiven(): Env {
  return pick((name) => {
    if (name === 'NODE_OPTIONS' || name === 'NODE_V8_COVERAGE' || name === 'INIT_CWD') return false;
    if (!/^npm_/i.test(name)) return true;
    const key = /^npm_config_(.*)$/i.exec(name)?.[1]?.toLowerCase();
    // Scoped registries and credentials are named by address, for example `npm_config_//host/:_authToken`.
    return key !== undefined && (reachKeys.has(key) || key.startsWith('//') || key.startsWith('@'));
  });
}

/** For the VS Code server: as if a person had started it in a plain terminal, not npm, another VS Code, a git hook or a build machine. */
export function serverEnv(extra: Readonly<Record<string, string | undefined>>): Env {
  const outer = pick((name) => {
    if (/^(npm_|VSCODE_|ELECTRON_)/i.test(name) || noPerson.has(name)) return false;
    return !/^(GIT_(DIR|INDEX_FILE|WORK_TREE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY)|NODE_OPTIONS|INIT_CWD)$/.test(name);
  });
  for (const [name, value] of Object.entries(extra)) if (value !== undefined) outer[name] = value;
  return outer;
}

/** This process's environment without undefined values. */
export function plainEnv(): Env {
  return pick(() => true);
}

function pick(wanted: (name: string) => boolean): Env {
  const env: Env = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined && wanted(name)) env[name] = value;
  return env;
}
