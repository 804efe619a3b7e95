import { checkDigit } from '../../../schema/personal-identity-number.ts';
import { isoDate, parseDay, type Day } from './calendar.ts';
import type { Sex } from './townsperson.ts';

const BIRTH_NUMBER: Readonly<Record<Sex, string>> = { FEMALE: '238', MALE: '239' };

/** The births for which Skatteverket publishes a test number for a woman and one for a man, every day but the gaps. */
export const FIRST_RESERVED_BIRTH = parseDay('1998-01-01');
export const LAST_RESERVED_BIRTH = parseDay('2013-12-31');

// Numbers that the pattern gives but that the published list lacks: they could be real persons.
const GAPS: ReadonlySet<string> = new Set([
  '200012182382',
  '200103032397',
  '200111042388',
  '200210162384',
  '200212272389',
  '200505092387',
  '200709112395',
  '200712282383',
  '201012112387',
  '201112302383',
]);

// Skatteverket's published test samordningsnummer (open data, CC0) with a full date, births 2005 to 2013.
const COORDINATION_NUMBERS = `
200501702393 200501852388 200502702392 200504792383 200505622399 200505852384 200507802395 200510702392
200510912389 200511632382 200511742397 200511762395 200603792383 200604822395 200606682391 200606822393
200606832384 200606872380 200608752382 200611802398 200612672386 200702792383 200702862392 200703842393
200703912386 200704692383 200705612380 200705772382 200706732385 200707692380 200707832382 200707862397
200708702394 200710612383 200804752384 200804822393 200805732385 200805802394 200807812383 200808612386
200808852388 200809842396 200810622399 200811872381 200812702397 200812872380 200901772384 200901822395
200901912386 200902702398 200903702397 200903722395 200904682390 200905792388 200907692388 200907812382
200907902399 200908752389 200909862393 200910742394 200910872381 200911632388 200911642395 201002682399
201003852389 201005692387 201005782394 201005912389 201007912387 201009702398 201010842399 201011682398
201011812383 201011832381 201101632386 201103622393 201104822398 201105702391 201105892382 201107652388
201108862390 201109812386 201110672381 201110722392 201110732383 201110822390 201110842398 201110852389
201112742398 201112772387 201112842396 201112862394 201205832387 201206612382 201206772384 201211702392
201212682395 201212862393 201212882391 201301692388 201301752380 201302792385 201302852387 201303792384
201304722398 201305832386 201306672385 201306782390 201307622397 201309712386 201310752389 201311842395
201312782392 201312882390
`;

/** The published test number of who was born that day; null when there is none. */
export function reservedNumber(birth: Day, sex: Sex): string | null {
  if (birth < FIRST_RESERVED_BIRTH || birth > LAST_RESERVED_BIRTH) return null;
  const digits = `${isoDate(birth).replaceAll('-', '')}${BIRTH_NUMBER[sex]}`;
  const number = `${digits}${checkDigit(digits.slice(2))}`;
  return GAPS.has(number) ? null : number;
}

/** Published test samordningsnummer, by the reserved personnummer of the same birth and sex. */
export const FORMER_NUMBERS: ReadonlyMap<string, string> = new Map(
  COORDINATION_NUMBERS.trim()
    .split(/\s+/)
    .flatMap((former) => {
      const day = String(Number(former.slice(6, 8)) - 60).padStart(2, '0');
      const birth = parseDay(`${former.slice(0, 4)}-${former.slice(4, 6)}-${day}`);
      const number = reservedNumber(birth, former[10] === '8' ? 'FEMALE' : 'MALE');
      return number === null ? [] : [[number, former] as const];
    }),
);

/** Whether a number is one that Skatteverket has published for tests, and so nobody's. */
export function isReservedTestNumber(number: string): boolean {
  return PUBLISHED_FORMER.has(number) || isReservedPersonalNumber(number);
}

const PUBLISHED_FORMER: ReadonlySet<string> = new Set(FORMER_NUMBERS.values());

function isReservedPersonalNumber(number: string): boolean {
  const parts = /^(\d{4})(\d{2})(\d{2})23([89])\d$/.exec(number);
  if (parts === null) return false;
  const birth = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`) / 86_400_000;
  return Number.isInteger(birth) && reservedNumber(birth, parts[4] === '8' ? 'FEMALE' : 'MALE') === number;
}
