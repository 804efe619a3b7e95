import { AGENCY_TITLES } from '../schema/agency.ts';
import type { Purpose } from '../schema/purpose.ts';
import { ROLE_TITLES } from '../schema/role.ts';
import { decide, type ClosedCode } from './decide.ts';
import type { Question } from './question.ts';
import type { AssignmentKind } from './ground.ts';
import { openPurposes } from './open-purposes.ts';
import type { PolicyRule, PolicySet } from './policy-set.ts';
import { isBlockable, isMaskable, type Cell, type OpenableGround } from './read-cell.ts';

/** The same said to whoever asks, in both languages. */
export interface BilingualText {
  readonly english: string;
  readonly swedish: string;
}

/** What advice is given on. */
export interface AdviceContext {
  readonly question: Question;
  readonly policySet: PolicySet;
  /** Null where no rule names the coordinate. */
  readonly cell: Cell | null;
}

const say = (english: string, swedish: string): BilingualText => ({ english, swedish });

const ASSIGNMENTS: Readonly<Record<AssignmentKind, BilingualText>> = {
  case: say(
    'you are assigned to the case of the person at your agency',
    'du har tilldelats personens ärende hos din myndighet',
  ),
  'sig-participant': say(
    'you are assigned as a participant of the person’s SIG',
    'du har tilldelats uppdraget som deltagare i personens SIG',
  ),
  'named-person': say(
    'you are assigned to the case by name, as one of few',
    'du har tilldelats ärendet vid namn, som en av få',
  ),
};

/** What must hold of the asker and the person for the cell to open; nothing of it is known here. */
export function listConditions(context: AdviceContext): readonly BilingualText[] {
  const { cell } = context;
  if (cell === null || (cell.ruling === null && cell.openable.length === 0)) return [];
  return [...listActs(context), ...listTerms(cell)];
}

/** The assignment and the acts of somebody, any of which would let the cell open. */
export function listActs(context: AdviceContext): readonly BilingualText[] {
  const { cell } = context;
  if (cell === null) return [];
  const assignment = cell.ruling?.assignment ?? null;
  const acts = cell.ruling !== null && assignment === null ? [] : cell.openable;
  return [
    ...(assignment === null ? [] : [ASSIGNMENTS[assignment]]),
    ...acts.map((ground) => conditionOf(ground, { rule: cell.guarded.rule, context })),
  ];
}

function listTerms(cell: Cell): readonly BilingualText[] {
  const unmarked = say('the person’s identity is not protected', 'personen har inte skyddade personuppgifter');
  const unblocked = say(
    'no block stands between you and the person',
    'ingen spärr (t.ex. jäv) gäller mellan dig och personen',
  );
  return [...(isMaskable(cell.guarded) ? [unmarked] : []), ...(isBlockable(cell) ? [unblocked] : [])];
}

interface Place {
  readonly rule: PolicyRule;
  readonly context: AdviceContext;
}

function conditionOf(ground: OpenableGround, { rule, context }: Place): BilingualText {
  const { policySet, question } = context;
  const { english, swedish } = ACTS[ground.kind];
  const ages = ground.laws.flatMap((law) => {
    const underAge = policySet.legalBases.get(law)?.underAge ?? null;
    return underAge === null ? [] : [{ law, underAge }];
  });
  const agesEn = ages.map(({ law, underAge }) => `; under ${law} the person must be younger than ${underAge}`);
  const agesSv = ages.map(({ law, underAge }) => `; enligt ${law} måste personen vara yngre än ${underAge} år`);
  const lawsEn = ground.laws.length === 0 ? '' : `, resting on ${ground.laws.join(' or ')},`;
  const lawsSv = ground.laws.length === 0 ? '' : ` med stöd av ${ground.laws.join(' eller ')}`;
  const named = ground.limit === 'named-person' ? say(' by name', ' vid namn') : say('', '');
  const weighed =
    ground.kind === 'consent' && ground.limit === 'police-secrecy-weighed'
      ? say(
          ', and the police have weighed their own secrecy (OSL 18 kap.)',
          ', och Polisen har prövat sin egen sekretess (OSL 18 kap.)',
        )
      : say('', '');
  return say(
    `${english}${lawsEn} covers “${rule.title}” for you${named.english} and the purpose ${question.purpose ?? ''}${weighed.english}${agesEn.join('')}`,
    `${swedish}${lawsSv} omfattar ”${rule.swedish}” för dig${named.swedish} och ändamålet ${question.purpose ?? ''}${weighed.swedish}${agesSv.join('')}`,
  );
}

const ACTS: Readonly<Record<OpenableGround['kind'], BilingualText>> = {
  consent: say('a consent in force', 'ett gällande samtycke'),
  decision: say('a decision in force of the holder', 'ett gällande beslut av den som har uppgiften'),
  push: say('a release in force on the holder’s own initiative', 'ett gällande utlämnande på eget initiativ'),
  feedback: say('a concern report of your own', 'en egen orosanmälan'),
  emergency: say('an emergency release in force of the duty function', 'ett gällande nödutlämnande av jouren'),
};

/** What the asker can do about a field that is closed or turns on facts, the likeliest first. */
export function adviseOnAccess(context: AdviceContext, code: ClosedCode | null): readonly BilingualText[] {
  if (code !== null && code !== 'GROUND_NEEDED' && code !== 'ASSIGNMENT_NEEDED') return [adviseOnCode(code, context)];
  const { cell } = context;
  if (cell === null) return [];
  const needsAssignment = cell.ruling !== null && cell.ruling.assignment !== null;
  const assignment = needsAssignment
    ? [
        say(
          'Ask your own unit to assign you, if you have a part in the case.',
          'Be din enhet att tilldela dig ärendet, om du har del i det.',
        ),
      ]
    : [];
  const acts = cell.ruling !== null && !needsAssignment ? [] : cell.openable;
  return [...assignment, ...acts.map((ground) => adviseOnGround(ground, cell.guarded.rule, context))];
}

function adviseOnGround(ground: OpenableGround, rule: PolicyRule, { question, cell }: AdviceContext): BilingualText {
  const holder = cell?.holder ?? null;
  const holderName = holder === null ? 'the holder' : AGENCY_TITLES[holder];
  const holderSv = holder === null ? 'den som har uppgiften' : AGENCY_TITLES[holder];
  const asker = ROLE_TITLES[question.role];
  switch (ground.kind) {
    case 'consent':
      return say(
        `Ask socialtjänsten whether a consent (samtycke) covers “${rule.title}” for ${asker} and the purpose ${question.purpose ?? ''}. If none does, only the young person and the guardians can give one.`,
        `Fråga socialtjänsten om ett samtycke omfattar ”${rule.swedish}” för ${asker} och ändamålet ${question.purpose ?? ''}. Finns inget kan bara den unge och vårdnadshavarna ge det.`,
      );
    case 'decision':
      return say(
        `Ask ${holderName} to decide: requestDisclosure with the law ${ground.laws.join(' or ')}; give the circumstances that you rest it on.`,
        `Begär beslut hos ${holderSv}: requestDisclosure med lagrum ${ground.laws.join(' eller ')}; ange de omständigheter som du stöder dig på.`,
      );
    case 'push':
      return say(
        `It cannot be asked for: ${holderName} sends it on its own initiative (${ground.laws.join(' or ')}). Call the function in the directory and tell what you are worried about.`,
        `Den kan inte begäras: ${holderSv} lämnar den på eget initiativ (${ground.laws.join(' eller ')}). Ring funktionen i katalogen och berätta vad som oroar dig.`,
      );
    case 'emergency':
      return say(
        `If a life or a child is in danger now: ask the duty function of ${holderName} for an emergency release, and say what you need to know.`,
        `Om liv eller ett barn är i fara nu: ställ en nödfråga till jouren hos ${holderSv} och säg vad du behöver veta.`,
      );
    case 'feedback':
      return say(
        'If you are worried, make a concern report (orosanmälan): you are told that it was received and what became of it, on request.',
        'Om du är orolig: gör en orosanmälan. På begäran får du veta att den har kommit in och vad den ledde till.',
      );
  }
}

/** Codes that no act of anybody in the case turns. */
type FirmCode = Exclude<ClosedCode, 'GROUND_NEEDED' | 'ASSIGNMENT_NEEDED'>;

function adviseOnCode(code: FirmCode, context: AdviceContext): BilingualText {
  if (code === 'PURPOSE_MISSING' || code === 'NOT_FOR_PURPOSE') return adviseOnPurpose(code, context);
  const holder = context.cell?.holder ?? null;
  const title =
    holder === null ? say('the holder', 'den som har uppgiften') : say(AGENCY_TITLES[holder], AGENCY_TITLES[holder]);
  const advice: Readonly<Record<Exclude<FirmCode, 'PURPOSE_MISSING' | 'NOT_FOR_PURPOSE'>, BilingualText>> = {
    NO_RULE: say(
      'No rule names this field, so it is closed to everybody. Check the spelling: Type.field, such as SocialRecord.measures.',
      'Ingen regel nämner fältet, så det är stängt för alla. Kontrollera stavningen: Typ.fält, t.ex. SocialRecord.measures.',
    ),
    NEVER: say(
      'Nothing opens it to your role here, and nobody can make an exception in this system.',
      'Ingenting öppnar det för din roll här, och ingen kan göra undantag i systemet.',
    ),
    HOLDER_ONLY: say(
      `Only staff of ${title.english} see their own copy. Ask at your own agency, or call the function in the directory.`,
      `Bara personal hos ${title.swedish} ser sin egen uppgift. Fråga hos din myndighet, eller ring funktionen i katalogen.`,
    ),
    AGGREGATE_ONLY: say(
      'Your role gets approved statistics, never anything of one person.',
      'Din roll får godkänd statistik, aldrig något om en enskild person.',
    ),
    METADATA_ONLY: say(
      'Your role sees the log of releases, not what was released.',
      'Din roll ser loggen över utlämnanden, inte det som lämnats ut.',
    ),
    PROTECTED_IDENTITY: say(
      'The identity is protected (OSL 22 kap.): nobody gets it here. Call the function that the holder names (protectedContact).',
      'Personen har skyddade personuppgifter (OSL 22 kap.): ingen får uppgiften här. Ring den funktion som anges (protectedContact).',
    ),
    BLOCKED: say(
      'A block (spärr, such as for conflict of interest) closes it to you: leave the case to a colleague, or ask your manager.',
      'En spärr (t.ex. jäv) stänger uppgiften för dig: lämna ärendet till en kollega eller fråga din chef.',
    ),
  };
  return advice[code];
}

function adviseOnPurpose(
  code: 'PURPOSE_MISSING' | 'NOT_FOR_PURPOSE',
  { question, policySet }: AdviceContext,
): BilingualText {
  const purposes = purposesThatBear(question, policySet);
  if (purposes.length === 0) {
    return say('No purpose of your role can carry it.', 'Inget ändamål som din roll har kan bära den.');
  }
  const names = purposes.join(', ');
  return code === 'PURPOSE_MISSING'
    ? say(
        `Declare why you ask (Samsyn-Purpose): one of ${names}.`,
        `Ange varför du frågar (Samsyn-Purpose): något av ${names}.`,
      )
    : say(
        `This purpose cannot carry it. If it is true of your errand, ask under one of ${names}.`,
        `Ändamålet kan inte bära uppgiften. Om det stämmer med ditt ärende, fråga under något av ${names}.`,
      );
}

function purposesThatBear(question: Question, policySet: PolicySet): readonly Purpose[] {
  return openPurposes(question.role, policySet)
    .map(({ purpose }) => purpose)
    .filter((purpose) => decide({ ...question, purpose, facts: null }, policySet).outcome !== 'closed');
}
