import { ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What the school holds of one person; a stub for somebody it does not know (skolans uppgifter).',
})
export class SchoolRecord {
  /** The person's present ref. */
  readonly personRef!: string;
}
