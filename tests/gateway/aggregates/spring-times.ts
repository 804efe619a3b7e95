import { csv } from './playing-agency.ts';

/** The months of the spring term 2026. */
export const SPRING = ['01', '02', '03', '04', '05', '06'].map((month) => `2026-${month}`);

/** Investigations by month: so many in time, late and not yet. */
export function times(months: readonly string[], of: readonly [number, number, number]): string {
  const codes = ['IN_TIME', 'LATE', 'NOT_YET'] as const;
  return csv(
    'month,inTime,count',
    months.flatMap((month) => codes.map((code, at) => `${month},${code},${of[at]}`)),
  );
}
