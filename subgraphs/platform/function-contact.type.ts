import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ description: 'A function to call, never a person (funktion i funktionskatalogen).' })
export class FunctionContact {
  @Field(() => String, { nullable: true, description: 'The agency that the function belongs to (myndighet).' })
  agency!: string | null;

  @Field(() => String, { nullable: true, description: 'What the function is called (funktionens namn).' })
  function!: string | null;

  @Field(() => String, { nullable: true, description: 'The district it answers for; null for all (stadsdel).' })
  area!: string | null;

  @Field(() => String, { nullable: true, description: 'The school it belongs to, if any (skola).' })
  school!: string | null;

  @Field(() => String, { nullable: true, description: 'When it answers, local time (öppettider).' })
  hours!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone (telefon).' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail (e-post).' })
  email!: string | null;
}
