import { ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'The desk of socialtjänsten: what is asked of it and what it has decided (socialtjänstens handläggning).',
})
export class SocialDesk {}

@ObjectType({ description: 'What can be done at socialtjänsten; one action an operation (socialtjänstens åtgärder).' })
export class SocialActions {}
