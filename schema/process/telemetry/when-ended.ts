/** Does work and tells when it has ended and with which error, null for none; for promises, when they have settled. */
export function whenEnded<Result>(work: () => Result, ended: (error: unknown) => void): Result {
  let result: Result;
  try {
    result = work();
  } catch (error) {
    ended(error);
    throw error;
  }
  if (!(result instanceof Promise)) {
    ended(null);
    return result;
  }
  return result.then(
    (value: unknown) => {
      ended(null);
      return value;
    },
    (error: unknown) => {
      ended(error);
      throw error;
    },
  ) as Result;
}
