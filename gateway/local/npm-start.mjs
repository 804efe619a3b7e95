// The entry of `npm start`: plain JavaScript, so that a Node.js that is too old is told so in a sentence.
import './check-node.mjs';

import('tsx/esm/api').then(function (tsx) {
  tsx.register();
  return import('./start.ts');
});
