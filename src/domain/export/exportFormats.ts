/** What an export can be: everything as one document, tables for a spreadsheet, or a text to read. */
export const EXPORT_FORMATS = ['json', 'csv', 'markdown'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What can be asked for besides: not what is recorded, but who wrote the lines of files that are there now. */
export const ALL_FORMATS = [...EXPORT_FORMATS, 'agent-trace'] as const;
export type AnyFormat = (typeof ALL_FORMATS)[number];
