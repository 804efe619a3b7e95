import { defineEnum } from './graphql-enum.ts';

export const ProtectedMarking = defineEnum('ProtectedMarking', 'Protected identity (skyddade personuppgifter).', {
  SEKRETESSMARKERING: 'Confidentiality marking, OSL 22:1 (sekretessmarkering)',
  SKYDDAD_FOLKBOKFORING: 'Protected population registration, OSL 22:2 (skyddad folkbokföring)',
});

export type ProtectedMarking = keyof typeof ProtectedMarking;
