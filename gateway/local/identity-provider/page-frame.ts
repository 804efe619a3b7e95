/** A page of the identity provider: its text and the headers that let it load nothing but itself. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PageContent {
  readonly title: string;
  /** Trusted markup; anything that came from outside must have passed `escapeHtml`. */
  readonly main: string;
  /** Unguessable once-only text that lets the page's own style sheet through. */
  readonly nonce: string;
  /** Origins that the page's form may lead to, by redirects. */
  readonly formTargets: readonly string[];
}

/** Lays a page out, with a policy that forbids scripts and everything from elsewhere. */
export function framePage({ title, main, nonce, formTargets }: PageContent): Page {
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; form-action ${["'self'", ...formTargets].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}

/** Makes a text safe inside markup and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f4f6f8; --card: #fff; --ink: #14202b; --quiet: #4d5b68; --line: #cfd7de; --accent: #14598c; --tint: #e6f0f8; --warm: #fff4d6; --warm-ink: #5f4600; }
@media (prefers-color-scheme: dark) { :root { --ground: #10171d; --card: #19232c; --ink: #e9eff4; --quiet: #a9b7c3; --line: #34424f; --accent: #86c5f4; --tint: #1f3343; --warm: #3a2f10; --warm-ink: #f6dc96; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.75rem 1.25rem 2.5rem; }
h1 { margin: 0; font-size: 1.6rem; letter-spacing: -.01em; }
h2 { margin: 0 0 .6rem; font-size: 1rem; display: flex; gap: .5rem; align-items: baseline; }
h2 small { font-weight: 400; color: var(--quiet); }
.lead { margin: .35rem 0 1.5rem; color: var(--quiet); max-width: 60rem; }
.groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.25rem; align-items: start; }
.groups section { display: grid; gap: .6rem; }
.groups h2 { margin: 0; }
button { display: grid; gap: .15rem; width: 100%; padding: .75rem .9rem; text-align: start; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; cursor: pointer; }
button:hover { border-color: var(--accent); background: var(--tint); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.title { font-weight: 600; }
.name { color: var(--quiet); font: .85rem/1.4 ui-monospace, 'Cascadia Mono', Menlo, monospace; }
.name { display: grid; }
.name b { color: var(--ink); font-weight: 500; }
.marks { display: flex; flex-wrap: wrap; gap: .35rem; margin-top: .3rem; font-size: .8rem; }
.marks span { padding: .05rem .5rem; border-radius: 1rem; border: 1px solid var(--line); color: var(--quiet); }
.marks .cases { border-color: transparent; background: var(--tint); color: var(--accent); }
.marks .seat { border-color: transparent; background: var(--warm); color: var(--warm-ink); }
code { font-family: ui-monospace, 'Cascadia Mono', Menlo, monospace; font-size: .9em; }
`;
