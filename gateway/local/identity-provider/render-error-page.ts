import { escapeHtml } from './page-frame.ts';

/** The shape of an OAuth error, as the library hands it over. */
export interface ShownError {
  readonly error: string;
  readonly error_description?: string | undefined;
}

/** A page that says what went wrong with a sign-in, and what to do. */
export function renderErrorPage({ error, error_description: description }: ShownError): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign-in failed · Samsyn (development)</title></head>
<body>
<h1>The sign-in did not work</h1>
<p><code>${escapeHtml(error)}</code>${description === undefined ? '' : `: ${escapeHtml(description)}`}</p>
<p>Go back to the page that you came from and sign in again. A sign-in page left open for a quarter of an hour, or across a restart, is no longer valid.</p>
</body>
</html>`;
}
