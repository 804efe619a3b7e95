import { ObjectType } from 'type-graphql';

@ObjectType({
  description: 'The desk of the police: what is asked of it and what it has decided (polisens handläggning).',
})
export class PoliceDesk {}

@ObjectType({ description: 'What can be done at the police; one action an operation (polisens åtgärder).' })
export class PoliceActions {}
