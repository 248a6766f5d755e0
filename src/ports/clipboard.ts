/** What asking for the clipboard gave: its text; nothing, for it can not be read here; or that the person has said no. */
export type ClipboardAnswer =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable' } | { readonly kind: 'off' };

/** The clipboard, read in memory for one comparison and never kept. */
export interface Clipboard {
  /** Never rejects. */
  read(): Promise<ClipboardAnswer>;
}
