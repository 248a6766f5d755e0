import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentOfCommand } from '../../../src/domain/attribution/agentCommand.ts';

describe('the command line of a terminal', () => {
  const agents: [string, string][] = [
    ['claude', 'claude-code'],
    ['claude -p "fix the test" --model x', 'claude-code'],
    ['npx @anthropic-ai/claude-code@latest', 'claude-code'],
    ['npx --yes @openai/codex exec "a; b"', 'codex'],
    ['FOO=bar BAR="a b" codex', 'codex'],
    ['env A=1 /usr/local/bin/gemini', 'gemini'],
    ["'C:\\Program Files\\nodejs\\gemini.cmd' -y", 'gemini'],
    ['cd project && copilot', 'copilot'],
    ['echo "write it" | claude -p', 'claude-code'],
    ['python3 -m aider --yes', 'aider'],
    ['uvx aider-chat', 'aider'],
    ['uv tool run aider', 'aider'],
    ['pnpm dlx opencode-ai', 'opencode'],
    ['npm exec opencode', 'opencode'],
    ['time cursor-agent -p x', 'cursor'],
    ['(claude)', 'claude-code'],
  ];
  for (const [line, agent] of agents) {
    it(`starts ${agent}: ${line}`, () => assert.equal(agentOfCommand(line), agent));
  }

  const others = [
    '',
    'git commit -m "claude && codex"',
    'vim claude',
    'echo claude',
    'cat /usr/bin/claude',
    'npm install @anthropic-ai/claude-code',
    'npm run claude',
    'which codex',
    'claudette',
    'FOO=claude',
    'node server.js',
    `${'x '.repeat(3_000)}; claude`,
  ];
  for (const line of others) {
    it(`starts no agent that is known: ${line.slice(0, 60)}`, () => assert.equal(agentOfCommand(line), undefined));
  }

  it('may be any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (line) => void agentOfCommand(line)));
  });
});
