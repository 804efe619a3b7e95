import { ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'What socialtjänsten holds of one person; a stub for somebody it does not know (socialtjänstens uppgifter).',
})
export class SocialRecord {
  /** The person's present ref. */
  readonly personRef!: string;
}
