import { readFileSync } from 'node:fs';

/**
 * Loaded before an agency's own code, so that a test can set its clock wrong while it runs: the offset in milliseconds stands in the
 * file that CLOCK_OFFSET_FILE names.
 */
const RightDate = Date;
const file = process.env.CLOCK_OFFSET_FILE ?? '';
let offsetMs = 0;

setInterval(() => {
  offsetMs = Number(readFileSync(file, 'utf8'));
}, 50).unref();

globalThis.Date = class extends RightDate {
  constructor(...given) {
    if (given.length === 0) super(RightDate.now() + offsetMs);
    else super(...given);
  }

  static now() {
    return RightDate.now() + offsetMs;
  }
};
