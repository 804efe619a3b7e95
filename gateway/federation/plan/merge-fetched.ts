import type { Fetched } from './plan-run.ts';

/**
 * Puts what one fetch brought in its place among what others brought: objects are joined key by key, lists of the same length item by
 * item; else the newer stands. As the executor of @apollo/gateway does it.
 */
export function mergeFetched(target: Fetched, source: Readonly<Fetched>): void {
  for (const key in source) {
    const value = source[key];
    if (value === undefined || !Object.hasOwn(source, key)) continue;
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isObject(present) && isObject(value)) mergeFetched(present, value);
    else if (Array.isArray(value) && Array.isArray(present) && value.length === present.length)
      mergeLists(present, value);
    else setOwn(target, key, value);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, value] of source.entries()) {
    const present = target[index];
    if (isObject(present) && isObject(value)) mergeFetched(present, value);
    else target[index] = value;
  }
}

/** A key such as `__proto__` is a key like any other. */
function setOwn(target: Fetched, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function isObject(value: unknown): value is Fetched {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
