/** What VS Code keeps for a workspace, as JSON. */
export class MemoryState {
  readonly kept = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.kept.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    const json = this.kept.get(key);
    return json === undefined ? otherwise : (JSON.parse(json) as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.kept.delete(key);
    else this.kept.set(key, JSON.stringify(value));
  }

  /** texts of the drafts that are kept, the latest one last */
  get draftTexts(): string[] {
    const { drafts } = this.get<{ drafts: { text: string }[] }>('drafts') ?? { drafts: [] };
    return drafts.map(({ text }) => text);
  }
}
