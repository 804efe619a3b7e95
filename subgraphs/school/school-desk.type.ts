import { ObjectType } from 'type-graphql';

@ObjectType({
  description: 'The desk of the school: what is asked of it and what it has decided (skolans handläggning).',
})
export class SchoolDesk {}

@ObjectType({ description: 'What can be done at the school; one action an operation (skolans åtgärder).' })
export class SchoolActions {}
