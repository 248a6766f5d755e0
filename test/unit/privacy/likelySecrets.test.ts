import assert from 'node:assert/strict';
import fc from 'fast-check';
import { likelySecrets, masked } from '../../../src/domain/privacy/likelySecrets.ts';

/** Put together here, so that nobody who scans this file takes them for real ones. */
const AWS = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const GITHUB = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.');
const RANDOM = 'wJ4lrXUtnF3MI/K7MDENG/bPxRfiCY2XAM9LEKEY';
const BLOCK = ['-----BEGIN RSA PRIVATE', ' KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE', ' KEY-----'].join('');

/** What is found, and as what. */
function found(text: string): [string, string][] {
  return likelySecrets(text).map(({ start, end, kind }) => [text.slice(start, end), kind]);
}

describe('likely secrets', () => {
  const secrets: [string, string, string][] = [
    [AWS, AWS, 'an AWS access key'],
    [`the token ${GITHUB}, which`, GITHUB, 'a GitHub token'],
    ['github_pat_' + 'A1'.repeat(30), 'github_pat_' + 'A1'.repeat(30), 'a GitHub token'],
    ['glpat-' + 'x1Y_'.repeat(5), 'glpat-' + 'x1Y_'.repeat(5), 'a GitLab token'],
    ['xoxb-' + '1234567890-abc', 'xoxb-' + '1234567890-abc', 'a Slack token'],
    [
      'https://hooks.slack.com/services/T0/B0/' + 'a1'.repeat(10),
      'com/services/T0/B0/' + 'a1'.repeat(10),
      'the address of a Slack webhook',
    ],
    ['sk_live_' + 'a1B2'.repeat(5), 'sk_live_' + 'a1B2'.repeat(5), 'a Stripe key'],
    ['npm_' + 'a1B2c3'.repeat(6), 'npm_' + 'a1B2c3'.repeat(6), 'an npm token'],
    ['AIza' + 'a1B2c'.repeat(7), 'AIza' + 'a1B2c'.repeat(7), 'a Google key'],
    ['ya29.' + 'a1B2c'.repeat(7), 'ya29.' + 'a1B2c'.repeat(7), 'a Google token'],
    ['sk-ant-api03-' + 'k7Q2z9Xw'.repeat(5), 'sk-ant-api03-' + 'k7Q2z9Xw'.repeat(5), 'a key of an AI service'],
    [`cookie=${JWT};`, JWT, 'a JSON web token'],
    [`before\n${BLOCK}\nafter`, BLOCK, 'a private key'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', 'a private key'],
    ['password = "hunter2!"', 'hunter2!', 'a password or a key'],
    ["const dbPassword: string = 'x'; db_password: 'correct horse'", 'correct horse', 'a password or a key'],
    ['"api-key": "not a word 1"', 'not a word 1', 'a password or a key'],
    ['AWS_SECRET_ACCESS_KEY=ab12cd34ef', 'ab12cd34ef', 'a password or a key'],
    ['token:`a1b2c3d4`', 'a1b2c3d4', 'a password or a key'],
    ['Authorization: Bearer a1b2c3d4e5f6g7h8', 'a1b2c3d4e5f6g7h8', 'a token'],
    ['postgres://app:s3cret-pw@db.internal/app', 's3cret-pw', 'a password in an address'],
    [`uses ${RANDOM} as it is`, RANDOM, 'a long random text'],
    ['0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef', 'a long random text'],
    ['id 8f14e45fceea167a5a36dedd4bea2543 of', '8f14e45fceea167a5a36dedd4bea2543', 'a long random text'],
  ];
  for (const [text, secret, kind] of secrets) {
    it(`are pointed out as ${kind}: ${text.slice(0, 12)}…`, () => {
      assert.deepEqual(found(text), [[secret, kind]]);
    });
  }

  const others = [
    'The password is checked by the server, the token: see the manual.',
    'commit 9daeafb9864cf43055ae93beb0afd6c7d144bfa4 changed it',
    'id 3f2504e0-4f89-41d3-9a0c-0305e82c3301 stays',
    'src/features/provenance/recordedDocuments.ts and src/v2/http2Client/retryPolicyForHttp2Requests',
    'https://example.com/owner/name/commit/9daeafb9864cf43055ae93beb0afd6c7d144bfa4',
    'sha512-PyRA4Np5OoPjmGNlQbkOKXjZ0J4s7hcPpvPdz/cyOjkTPnSXzBNlOiaDwwqhvXZqL+HnyAvGvvEkEgTDhcJd7g==',
    'image@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'aVeryLongNameOfAFunctionThatSaysWhatItDoesInWords and THE_NAME_OF_A_CONSTANT_THAT_IS_VERY_LONG',
    'grasp-0-1-0-beta-2-linux-x64-node-20-and-further-parts',
    'password: string; apiKey = process.env.API_KEY; token = "${TOKEN}"; secret="<your secret>"; pwd = "********"',
    'tokens = 4096, max_token=4096000000, tokenizer = "words and more"',
    'http://localhost:8080/path@2 and https://user:pass@example.com',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    '================================================================',
    '2026-11-18T10:00:00+01:00, 1234567890123456789012345678901234567890',
    'not a skeleton: risk-averse-and-very-long-words-with-2-numbers',
    '•••, token = "•••", password = "a•••"',
  ];
  for (const text of others) {
    it(`are not seen in: ${text.slice(0, 40)}`, () => {
      assert.deepEqual(found(text), []);
    });
  }

  it('are given in the order of the text, and where two overlap once', () => {
    const text = `password = "${GITHUB}" and ${AWS}`;
    assert.deepEqual(found(text), [
      [GITHUB, 'a GitHub token'],
      [AWS, 'an AWS access key'],
    ]);
  });
});

describe('a masked text', () => {
  it('has of a long secret its beginning, and of a short one nothing', () => {
    const text = `Uses ${GITHUB}; password = "hunter2!".`;
    assert.equal(masked(text, likelySecrets(text)), 'Uses ghp_•••; password = "•••".');
    assert.equal(masked(BLOCK, likelySecrets(BLOCK)), '•••');
  });

  it('has a secret nowhere, also where it did not look like one', () => {
    const text = 'password = "hunter2!", so hunter2!hunter2! is typed';
    assert.equal(masked(text, likelySecrets(text)), 'password = "•••", so •••••• is typed');
  });

  const pieces = fc.oneof(
    fc.constantFrom(
      ...[AWS, GITHUB, JWT, BLOCK, RANDOM, 'ghp_', 'password', ' = ', '"', "'", ':', '@', '://', 'https', '/', '•••'],
    ),
    fc.constantFrom(
      ...[
        ' ',
        '\n',
        '-',
        '_',
        'aa',
        'aaaaaaa',
        'hunter2',
        'token=',
        'bearer ',
        'eyJ',
        '.',
        '-----BEGIN PRIVATE KEY-----',
      ],
    ),
    fc.string({ maxLength: 6 }),
  );
  it('contains no secret that was found, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const secrets = found(text).map(([secret]) => secret);
        const hidden = masked(text, likelySecrets(text));
        for (const secret of secrets) assert.ok(!hidden.includes(secret), `${JSON.stringify(hidden)} has ${secret}`);
      }),
    );
  });

  it('is all the text where nothing was found', () => {
    fc.assert(fc.property(fc.string(), (text) => masked(text, []) === text));
  });
});
