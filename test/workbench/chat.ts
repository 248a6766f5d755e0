import { join } from 'node:path';
import type { Workbench } from './workbench.ts';
import { MODEL_NAME, type FakeModel, type ToolCall } from './fakeModel.ts';

/** The chat that is built into VS Code, with a model that does what it is told. */
export class Chat {
  readonly #workbench: Workbench;
  readonly #model: FakeModel;
  #requests = 0;

  private constructor(workbench: Workbench, model: FakeModel) {
    this.#workbench = workbench;
    this.#model = model;
  }

  /** The settings that let it edit without anybody signed in and without questions. */
  static readonly settings = { 'chat.byokUtilityModelDefault': 'mainAgent', 'chat.tools.global.autoApprove': true };

  static async open(workbench: Workbench, model: FakeModel): Promise<Chat> {
    const { page } = workbench;
    // Its extension starts when somebody looks at its models.
    await workbench.command('Chat: Manage Language Models');
    await page.getByText(MODEL_NAME).first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Alt+I');
    await page.locator('.interactive-input-part .monaco-editor').first().waitFor();
    return new Chat(workbench, model);
  }

  /** Sends a request, and waits until the model has done all of its part. */
  async ask(...rounds: readonly (readonly ToolCall[])[]): Promise<void> {
    const { page } = this.#workbench;
    const words = this.#plan(rounds);
    await page.locator('.interactive-input-part .monaco-editor').first().click();
    await page.keyboard.type('go on');
    await page.keyboard.press('Enter');
    await page.locator('.interactive-response', { hasText: words }).waitFor();
    await page.locator('.chat-response-loading').first().waitFor({ state: 'detached' });
  }

  /** The same in the editor, at the caret; leaves the edits to be kept or not. */
  async askInline(...rounds: readonly (readonly ToolCall[])[]): Promise<void> {
    const { page } = this.#workbench;
    this.#plan(rounds);
    await page.keyboard.press('Control+I');
    await page.locator('.inline-chat .monaco-editor.focused').waitFor();
    await page.keyboard.type('go on');
    await page.keyboard.press('Enter');
  }

  /** Keeps or drops what inline chat has done, by its key. */
  async endInline(key: 'Control+Enter' | 'Escape'): Promise<void> {
    const { page } = this.#workbench;
    await page.keyboard.press(key);
    await page.locator('.inline-chat').first().waitFor({ state: 'hidden' });
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  }

  keepAll(): Promise<void> {
    return this.#workbench.command('Chat: Keep All Edits');
  }

  async undoAll(): Promise<void> {
    const { page } = this.#workbench;
    await page.locator('.chat-editing-session').getByText('Undo', { exact: true }).first().click();
    const sure = page.locator('.monaco-dialog-box').getByText('Yes', { exact: true });
    await sure.click({ timeout: 3_000 }).catch(() => undefined);
  }

  #plan(rounds: readonly (readonly ToolCall[])[]): string {
    this.#requests += 1;
    const words = `That was request ${String(this.#requests)}.`;
    this.#model.plan(rounds, words);
    return words;
  }

  replace(name: string, oldString: string, newString: string): ToolCall {
    return { tool: 'replace_string_in_file', input: this.#replacement(name, oldString, newString) };
  }

  replaceSeveral(name: string, ...several: readonly (readonly [string, string])[]): ToolCall {
    const replacements = several.map(([before, after]) => this.#replacement(name, before, after));
    return { tool: 'multi_replace_string_in_file', input: { explanation: 'As asked.', replacements } };
  }

  create(name: string, content: string): ToolCall {
    return { tool: 'create_file', input: { filePath: join(this.#workbench.folder, name), content } };
  }

  /** @param lines of the patch, each with its sign */
  patch(name: string, lines: readonly string[]): ToolCall {
    const file = join(this.#workbench.folder, name);
    const input = ['*** Begin Patch', `*** Update File: ${file}`, '@@', ...lines, '*** End Patch'].join('\n');
    return { tool: 'apply_patch', input: { explanation: 'As asked.', input } };
  }

  #replacement(name: string, oldString: string, newString: string): Readonly<Record<string, unknown>> {
    return { filePath: join(this.#workbench.folder, name), oldString, newString, explanation: 'As asked.' };
  }
}
