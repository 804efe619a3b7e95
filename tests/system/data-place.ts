import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new empty directory for the data of a system. Root's database is run by another user, who may pass through it: else the data would
 * go to a place of root's own, and stay there when this one is removed.
 */
export function makeDataPlace(name: string): string {
  const place = mkdtempSync(join(tmpdir(), `samsyn-${name}-`));
  chmodSync(place, 0o711);
  return place;
}
