import { register } from 'tsx/esm/api';

// A thread does not read TypeScript because the process does.
register();
await import('./answer-order.ts');
