import { ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What the police hold of one person; a stub for somebody they do not know (polisens uppgifter).',
})
export class PoliceRecord {
  /** The person's present ref. */
  readonly personRef!: string;
}
