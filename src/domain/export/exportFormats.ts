/** What an export can be: everything as one document, tables for a spreadsheet, or a text to read. */
export const EXPORT_FORMATS = ['json', 'csv', 'markdown'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
