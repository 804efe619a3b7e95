/**
 * Fetches a release as a file, with the token in a header, never in an address.
 * @param {{ release: string, format: string, table: number | null, language: string, token: string }} question
 * @returns {Promise<{ blob: Blob, fileName: string }>}
 * @throws Error with what the gateway says
 */
export async function fetchExport({ release, format, table, language, token }) {
  const query = new URLSearchParams({ language, ...(table === null ? {} : { table: String(table) }) });
  const response = await fetch(`/aggregates/releases/${encodeURIComponent(release)}/${format}?${query}`, {
    headers: { authorization: `Bearer ${token}`, 'samsyn-purpose': 'STATISTICS' },
    credentials: 'omit',
    cache: 'no-store',
  });
  if (!response.ok) {
    const body = await response.json().catch(() => null);
    throw new Error(body?.errors?.[0]?.message ?? `HTTP ${response.status}`);
  }
  const [, fileName = format] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { blob: await response.blob(), fileName };
}

/**
 * Hands a file to whoever sits at the browser.
 * @param {{ blob: Blob, fileName: string }} file
 */
export function saveFile({ blob, fileName }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
