import { defineEnum } from '../graphql-enum.ts';

export const DisclosureKind = defineEnum('DisclosureKind', 'How data are asked for (begärans art).', {
  REQUEST: 'A request by the ordinary way (begäran)',
  EMERGENCY: 'An acute request to the function on duty (nödfråga)',
});

export const DisclosureState = defineEnum('DisclosureState', 'Where a request stands (begärans läge).', {
  OPEN: 'Not ruled on yet (inkommen)',
  GRANTED: 'All of it is open (bifallen)',
  GRANTED_IN_PART: 'Some of it is open (delvis bifallen)',
  REFUSED: 'Not released (avslagen)',
  ESCALATED: 'Left to the authority to rule on, OSL 6:3 (hänskjuten)',
  WITHDRAWN: 'Taken back by who asked (återkallad)',
  EXPIRED: 'What was released has ended or was taken back (upphörd)',
});

export const RulingOutcome = defineEnum('RulingOutcome', 'How the holder rules on a request (beslut).', {
  GRANT: 'All that is asked for opens (bifall)',
  GRANT_IN_PART: 'Some of it opens (delvis bifall)',
  REFUSE: 'Nothing opens (avslag)',
  ESCALATE: 'The authority rules, not the member of staff, OSL 6:3 (hänskjut)',
});

export const EmergencyOutcome = defineEnum('EmergencyOutcome', 'How the duty function answers (svar på nödfråga).', {
  GRANT: 'It opens for some minutes (lämnas ut)',
  REFUSE: 'Nothing opens (lämnas inte ut)',
});

export const GrantKind = defineEnum('GrantKind', 'How a release came about (utlämnandets art).', {
  DECISION: 'On request (beslut på begäran)',
  PUSH: "On the holder's own initiative (eget initiativ)",
  EMERGENCY: 'By the function on duty (nödläge)',
  WEIGHING: "Releases nothing alone: the holder's own secrecy was weighed for what a consent opens (sekretessprövning)",
});

export const NoticeKind = defineEnum('NoticeKind', 'What a notice is about (underrättelsens art).', {
  PUSH: "Something was released to the function on the holder's initiative (utlämnat på eget initiativ)",
  RULING: 'A request was ruled on (begäran avgjord)',
  EMERGENCY_ANSWERED: 'An emergency request was answered and waits for review (nödfråga besvarad)',
});
