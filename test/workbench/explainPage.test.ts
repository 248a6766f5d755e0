import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { EMPTY_DRAFT, type ExplainAsked } from '../../src/ports/explainPage.ts';
import { ensureBrowser } from '../host/browser.ts';
import { checkAccessibility } from './accessibility.ts';
import { ASKED, ExplainStage, PARSE, RETRY } from './explainStage.ts';
import { THEMES } from './themes.ts';

const HOSTILE = '<img src=x onerror="document.title=\'taken\'">\u202E${1}';

describe('the explain page', () => {
  let browser: Browser;
  let stage: ExplainStage;

  before(async () => {
    browser = await chromium.launch(
      await ensureBrowser((line) => {
        console.log(line);
      }),
    );
  });
  after(() => browser.close());

  beforeEach(async () => {
    stage = await ExplainStage.open(browser);
  });
  afterEach(async () => {
    const { complaints } = stage;
    await stage.close();
    assert.deepEqual(complaints, []);
  });

  it('takes a whole answer by keyboard alone: rate, write, choose, rate, save', async () => {
    await stage.ask(ASKED);
    await stage.see('Before this commit: 31 lines by AI, the 2 places that matter most');
    assert.equal(await stage.focused(), '1: I could not say what it does');
    await stage.press('2');
    assert.equal(await stage.focused(), 'note');
    await stage.type('It tries up to five times, 3 of them late.');
    await stage.press('Tab', 'Space', 'ArrowRight', 'ArrowRight', 'Tab');
    await stage.type('a queue');
    await stage.press('Escape', '4');
    assert.equal(await stage.focused(), 'save');
    await stage.press('Control+Enter');
    assert.equal(await stage.outcome, 'saved');
    await stage.see('Written down. The commit goes on.');
    const [answer] = stage.told.answers;
    assert.ok(answer?.kind === 'saved');
    const { seconds, ...draft } = answer.draft;
    assert.ok(seconds < 60);
    assert.deepEqual(draft, {
      ...{ text: 'It tries up to five times, 3 of them late.', before: 2, after: 4, chose: 'together' },
      ...{ turnedDown: 'a queue', pasted: 0 },
    });
    assert.equal(answer.forOthers, false);
  });

  it('moves over a rating with the arrow keys, says what each means, and goes on with Enter', async () => {
    await stage.ask(ASKED);
    await stage.press('Space', 'ArrowRight', 'ArrowRight');
    assert.equal(await stage.focused(), '3: I can explain what it does and why');
    await stage.see('3: I can explain what it does and why');
    await stage.press('Enter');
    assert.equal(await stage.focused(), 'note');
  });

  it('says what is missing at its place, and goes there', async () => {
    await stage.ask(ASKED);
    await stage.press('Control+Enter');
    await stage.see('A sentence or two is needed');
    assert.equal(await stage.focused(), 'note');
    await stage.type('It tries again.');
    await stage.press('Control+Enter');
    await stage.see('One rating is missing');
    assert.equal(await stage.focused(), '1: I could not say what it does');
    assert.equal(await stage.page.getByText('A sentence or two is needed').count(), 0);
    assert.deepEqual(stage.told.answers, []);
    await stage.press('5', 'Enter');
    assert.equal(await stage.outcome, 'saved');
  });

  it('skips with a reason of one key, and goes back from there without loss', async () => {
    await stage.ask(ASKED);
    await stage.press('s');
    assert.match(
      await stage.page.evaluate(() => document.activeElement?.textContent ?? ''),
      /I know this code already/u,
    );
    await stage.press('Escape');
    assert.equal(await stage.focused(), 'skip');
    await stage.press('s', 'n');
    assert.equal(await stage.outcome, 'skipped');
    assert.deepEqual(stage.told.answers, [{ kind: 'skipped', reason: 'no time', draft: stage.told.answers[0]?.draft }]);
    await stage.see('Skipped, with your reason.');
  });

  it('puts off with what was given', async () => {
    await stage.ask({ ...ASKED, purpose: 'queue' });
    await stage.press('1');
    await stage.type('Later l');
    await stage.press('Escape', 'l');
    assert.equal(await stage.outcome, 'later');
    assert.equal(stage.told.answers[0]?.draft.text, 'Later l');
  });

  it('closes with Escape after it left the text, and keeps what was given', async () => {
    await stage.ask(ASKED);
    await stage.press('3');
    await stage.type('half a th');
    await stage.press('Escape');
    assert.equal(await stage.focused(), '1: I could not say what it does');
    await stage.press('Escape');
    assert.equal(await stage.outcome, 'closed');
    const { text, before } = stage.told.kept.at(-1) ?? EMPTY_DRAFT;
    assert.deepEqual([text, before], ['half a th', 3]);
  });

  it('takes the same for the others when that is said', async () => {
    await stage.ask(ASKED);
    await stage.press('a', '3');
    await stage.type('All of them try again.');
    await stage.press('Escape', '3', 'Control+Enter');
    await stage.outcome;
    const [answer] = stage.told.answers;
    assert.ok(answer?.kind === 'saved' && answer.forOthers);
  });

  it('offers nothing for others where there are none', async () => {
    await stage.ask({ ...ASKED, others: 0 });
    await stage.see('Before this commit: 31 lines by AI, in 2 places');
    assert.equal(await stage.page.locator('#others').count(), 0);
  });

  it('is there again as it was after it was hidden', async () => {
    await stage.ask(ASKED);
    await stage.press('2');
    await stage.type('so far');
    await stage.until(() => stage.told.kept.some(({ text }) => text === 'so far'), 'nothing was kept');
    await stage.show();
    assert.equal(await stage.note.inputValue(), 'so far');
    assert.equal(await stage.focused(), 'note');
    await stage.see('2: I can follow it with the code in front of me');
  });

  it('makes room for another question, and mixes no drafts', async () => {
    await stage.ask(ASKED);
    await stage.press('2');
    await stage.type('of the first');
    await stage.ask({ ...ASKED, purpose: 'queue', question: 'Who else calls this?' }, 'in place');
    await stage.see('Who else calls this?');
    assert.equal(await stage.note.inputValue(), '');
    assert.equal(await stage.page.locator('input[name="before"]:checked').count(), 0);
  });

  it('keeps the last words where another question takes its place, and is not drawn over it later', async () => {
    let opened: () => void = () => undefined;
    stage.diffOpens = () => new Promise((resolve) => (opened = resolve));
    let written: (problem: string) => void = () => undefined;
    stage.answerWith = () => new Promise((resolve) => (written = resolve));
    await stage.ask(ASKED);
    await stage.press('2');
    await stage.type('of the first');
    await stage.press('Escape', 'd', '4', 'Control+Enter');
    await stage.until(() => stage.told.answers.length === 1, 'nothing was answered');
    await stage.note.fill('of the first, and more');
    await stage.ask({ ...ASKED, purpose: 'queue', question: 'Who else calls this?' }, 'in place');
    await stage.see('Who else calls this?');
    await stage.until(() => stage.told.kept.at(-1)?.text === 'of the first, and more', 'the last words are lost');
    opened();
    written('');
    // The host's answers come in their order, and this one after them.
    await stage.press('s');
    await stage.page.getByText('Why skip it?').waitFor();
    await stage.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await stage.see('Who else calls this?');
    assert.equal(await stage.note.inputValue(), '');
  });

  it('keeps what somebody writes without a pause', async () => {
    await stage.page.clock.install();
    await stage.ask(ASKED);
    await stage.note.focus();
    for (let at = 0; at < 12 && stage.told.kept.length === 0; at += 1) {
      await stage.type('on ');
      await stage.page.clock.runFor(200);
    }
    assert.match(stage.told.kept.at(-1)?.text ?? '', /^on on /u);
  });

  it('says “Saving…”, and keeps all when that did not work', async () => {
    let fail: (problem: string) => void = () => undefined;
    stage.answerWith = () => new Promise((resolve) => (fail = resolve));
    await stage.ask(ASKED);
    await stage.press('2');
    await stage.type('kept');
    await stage.press('Escape', '4', 'Enter');
    await stage.see('Saving…');
    await stage.press('Enter', 'Control+Enter');
    fail('The disk is full.');
    await stage.see('The disk is full. What you gave is kept.');
    assert.equal(await stage.note.inputValue(), 'kept');
    stage.answerWith = () => Promise.resolve('');
    await stage.press('Control+Enter');
    assert.equal(await stage.outcome, 'saved');
    assert.equal(stage.told.answers.length, 2);
  });

  it('counts what was pasted, tells nobody and stops nothing', async () => {
    await stage.ask(ASKED);
    await stage.press('2');
    await stage.type('typed ');
    await stage.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'pasted');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await stage.page.keyboard.insertText('pasted');
    await stage.press('Escape', '2', 'Control+Enter');
    await stage.outcome;
    const draft = stage.told.answers[0]?.draft;
    assert.deepEqual([draft?.text, draft?.pasted], ['typed pasted', 6]);
    assert.doesNotMatch((await stage.page.locator('#explain').textContent()) ?? '', /paste/iu);
  });

  it('opens the diff of a place, and moves a file into another class', async () => {
    stage.afterClass = { ...ASKED, places: [{ ...RETRY, class: 'transient' }], lines: 3 };
    await stage.ask(ASKED);
    await stage.press('d');
    await stage.until(() => stage.told.diffs.length > 0, 'no diff was opened');
    await stage.page.getByRole('button', { name: 'Open diff of src/parse.ts' }).press('Enter');
    await stage.until(() => stage.told.diffs.length > 1, 'no second diff was opened');
    assert.deepEqual(stage.told.diffs, ['retry', 'parse']);
    await stage.page.getByLabel('Class of src/net/retry.ts').selectOption('transient');
    await stage.page.getByRole('status').getByText('src/net/retry.ts is transient now.').waitFor({ state: 'attached' });
    assert.deepEqual(stage.told.classes, ['retry transient']);
    assert.equal(await stage.page.locator('.place').count(), 1);
  });

  it('leaves a class as it is where somebody comes back to it, and takes two that are chosen at once', async () => {
    await stage.ask(ASKED);
    const [retry, parse] = [RETRY, PARSE].map(({ path }) => stage.page.getByLabel(`Class of ${path}`));
    await retry!.selectOption('transient');
    await retry!.selectOption('core');
    await parse!.selectOption('core');
    await stage.page.getByRole('status').getByText('src/parse.ts is core now.').waitFor({ state: 'attached' });
    await retry!.selectOption('repeatable');
    await parse!.selectOption('transient');
    await stage.until(() => stage.told.classes.length === 3, stage.told.classes.join());
    assert.deepEqual(stage.told.classes, ['parse core', 'retry repeatable', 'parse transient']);
  });

  it('changes a class before the answer that follows at once, which is about what was seen', async () => {
    stage.afterClass = { ...ASKED, places: [PARSE], lines: 1 };
    await stage.ask({ ...ASKED, draft: { ...EMPTY_DRAFT, text: 'It tries again.', before: 2, after: 4 } });
    const classOf = stage.page.getByLabel('Class of src/net/retry.ts');
    await classOf.focus();
    await classOf.selectOption('transient');
    await stage.press('Control+Enter');
    await stage.see('other places are asked about now: look at these first. What you gave is kept.');
    assert.deepEqual([stage.told.classes, stage.told.answers], [['retry transient'], []]);
    // The focus does not go over to the class of another file.
    assert.equal(await stage.focused(), 'note');
    await stage.press('Control+Enter');
    assert.equal(await stage.outcome, 'saved');
  });

  it('takes a key that is held for one: no second save, and no way out of the page after the text', async () => {
    stage.answerWith = () => Promise.resolve(stage.told.answers.length === 1 ? 'This may be a secret.' : '');
    await stage.ask({ ...ASKED, others: 1, draft: { ...EMPTY_DRAFT, text: 'It tries again.', before: 2 } });
    await stage.see('The same for the other one');
    const { keyboard } = stage.page;
    const hold = async (key: string): Promise<void> => {
      for (let times = 0; times < 3; times += 1) await keyboard.down(key);
      await keyboard.up(key);
    };
    await hold('Escape');
    assert.equal(await stage.focused(), '1: I could not say what it does');
    await stage.press('4');
    await keyboard.down('Enter');
    await stage.see('This may be a secret.');
    await hold('Enter');
    assert.equal(stage.told.answers.length, 1);
    await stage.press('Control+Enter');
    assert.equal(await stage.outcome, 'saved');
  });

  it('changes a class also where the page is closed at once', async () => {
    await stage.ask(ASKED);
    await stage.page.getByLabel('Class of src/parse.ts').selectOption('core');
    await stage.press('Escape', 'Escape');
    assert.equal(await stage.outcome, 'closed');
    assert.deepEqual(stage.told.classes, ['parse core']);
  });

  it('says so when nothing is left to explain', async () => {
    stage.afterClass = { ...ASKED, places: [], lines: 0, others: 0 };
    await stage.ask(ASKED);
    await stage.page.getByLabel('Class of src/net/retry.ts').selectOption('transient');
    await stage.see('Nothing left to explain here');
    await stage.press('Escape');
    assert.equal(await stage.outcome, 'closed');
  });

  it('shows hostile code, paths and questions as what they are', async () => {
    const place = {
      ...{ ...PARSE, path: `src/${HOSTILE}.ts`, area: HOSTILE, how: HOSTILE },
      shown: [{ kind: 'added', number: 1, text: HOSTILE, isAsked: true }],
    } as const;
    const asked: ExplainAsked = { ...ASKED, places: [place], question: HOSTILE, plan: HOSTILE };
    await stage.ask({ ...asked, draft: { ...EMPTY_DRAFT, text: HOSTILE } });
    assert.equal(await stage.page.locator('#explain img').count(), 0);
    assert.equal(await stage.page.title(), 'Explain');
    assert.match((await stage.page.locator('.line code').textContent()) ?? '', /^<img src=x .*⟨U\+202E⟩\$\{1\}$/u);
    assert.match((await stage.page.locator('h2').textContent()) ?? '', /⟨U\+202E⟩/u);
    assert.match((await stage.page.locator('label[for="note"]').textContent()) ?? '', /⟨U\+202E⟩/u);
    const unseen = 'is\u3164Safe(\u00ADa\u{E0041}b) // \u26A0\uFE0F';
    const lines = [{ kind: 'added', number: 1, text: unseen, isAsked: true }] as const;
    await stage.ask({ ...asked, places: [{ ...place, shown: lines }] });
    assert.equal(
      await stage.page.locator('.line code').textContent(),
      'is⟨U+3164⟩Safe(⟨U+00AD⟩a⟨U+E0041⟩b) // \u26A0\uFE0F',
    );
  });

  it('waits with a skeleton, and says when nobody answers', async () => {
    stage.isSilent = true;
    await stage.page.clock.install();
    await stage.ask(ASKED);
    await stage.page.getByLabel('Reading what is to be explained').waitFor();
    await stage.page.clock.fastForward(11_000);
    await stage.see('Grasp does not answer. Nothing recorded was lost.');
    await checkAccessibility(stage.page.mainFrame());
    stage.isSilent = false;
    await stage.page.getByRole('button', { name: 'Try again' }).press('Enter');
    await stage.see('And now?');
  });

  it('fits into 280 px', async () => {
    await stage.page.setViewportSize({ width: 280, height: 900 });
    await stage.ask(ASKED);
    await stage.press('s');
    const width = await stage.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 280, `${width} px`);
    await checkAccessibility(stage.page.mainFrame());
    await shoot('narrow');
    const long = 'a'.repeat(300);
    const places = [{ ...RETRY, path: `${long}/${long}.ts`, area: long }];
    await stage.ask({ ...ASKED, places, plan: long, question: long });
    assert.equal(await stage.page.evaluate(() => document.documentElement.scrollWidth), 280);
  });

  for (const theme of Object.keys(THEMES)) {
    it(`has nothing to complain of for axe in ${theme}`, async () => {
      await stage.close();
      stage = await ExplainStage.open(browser, theme);
      stage.answerWith = () => Promise.resolve('The disk is full.');
      await stage.ask({ ...ASKED, plan: 'Try again at most five times.', draft: { ...EMPTY_DRAFT, before: 2 } });
      await stage.press('Control+Enter');
      await stage.see('A sentence or two is needed');
      await checkAccessibility(stage.page.mainFrame());
      await stage.type('It tries again.');
      await stage.press('Control+Enter');
      await stage.see('One rating is missing');
      await stage.press('4', 'Enter');
      await stage.see('The disk is full.');
      await stage.press('s');
      await checkAccessibility(stage.page.mainFrame());
      await shoot(theme);
    });
  }

  it('keeps choice and focus visible in forced colours', async () => {
    await stage.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await stage.ask(ASKED);
    await stage.press('Space', 'ArrowRight');
    const chosen = stage.page.locator('input[name="before"]:checked');
    const style = await chosen.evaluate((element) => {
      const { borderTopStyle, outlineStyle, outlineWidth } = getComputedStyle(element);
      return { borderTopStyle, outlineStyle, outlineWidth };
    });
    assert.deepEqual(style, { borderTopStyle: 'double', outlineStyle: 'solid', outlineWidth: '2px' });
    const bars = await stage.page
      .locator('.line')
      .evaluateAll((lines) => lines.map((line) => Number.parseInt(getComputedStyle(line).borderLeftWidth, 10)));
    assert.deepEqual(bars, [0, 0, 4, 4, 4, 0, 0, 4]);
    await shoot('forced');
  });

  /** Pictures for whoever changes the styles. */
  async function shoot(name: string): Promise<void> {
    const folder = process.env['GRASP_PICTURES'];
    if (folder === undefined) return;
    await stage.page.screenshot({ path: `${folder}/explain-${name.replaceAll(' ', '-')}.png`, fullPage: true });
  }
});
