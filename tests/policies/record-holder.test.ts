import { describe, expect, it } from 'vitest';
import { recordHolder } from '../../policies/record-holder.ts';

describe('the agency that owns a type', () => {
  it.each([
    ['police', ['PoliceRecord.incidents', 'PoliceDesk.inbox', 'PoliceActions.rule']],
    ['socialtjanst', ['SocialRecord.measures', 'SocialDesk.inbox', 'SocialActions.rule']],
    ['school', ['SchoolRecord.attendance', 'SchoolDesk.inbox', 'SchoolActions.rule']],
  ])('is %s for its record, its desk and its acts', (agency, coordinates) => {
    expect(coordinates.map(recordHolder)).toEqual([agency, agency, agency]);
  });

  it.each(['Guardian.name', 'Individual.police', 'PoliceRecords.x', 'police.PoliceRecord', ''])(
    'is none for %s',
    (coordinate) => {
      expect(recordHolder(coordinate)).toBeNull();
    },
  );
});
