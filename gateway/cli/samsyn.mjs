#!/usr/bin/env node
// The entry of `npx samsyn`: plain JavaScript, so that a Node.js that is too old is told so in a sentence.
import '../local/check-node.mjs';

import('tsx/esm/api').then(function (tsx) {
  tsx.register();
  return import('./run-command.ts');
});
