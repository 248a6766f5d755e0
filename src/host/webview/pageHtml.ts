/** Where a page gets what it is made of. */
export interface PageSources {
  readonly script: string;
  readonly style: string;
  /** where style sheets may come from, for the policy */
  readonly styleSource: string;
  /** never the same twice: a script without it does not run */
  readonly nonce: string;
}

export interface Page {
  /** of its script, of its style sheet (`…-style`) and of the element that it fills */
  readonly name: 'panel' | 'explain';
  /** for people */
  readonly title: string;
}

/** A page of Grasp: no inline script or style, nothing from elsewhere, no connection to anything. */
export function pageHtml({ name, title }: Page, { script, style, styleSource, nonce }: PageSources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="${name}" tabindex="-1" aria-busy="true"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
