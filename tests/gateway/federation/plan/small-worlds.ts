import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { AGENCIES } from '../../../../schema/agency.ts';
import { readSdl, readSupergraph } from '../../../../schema/sdl/read-sdl.ts';

/** A supergraph to try plans on. */
export interface World {
  readonly name: string;
  /** SDL by subgraph. */
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly supergraphSdl: string;
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@provides"])\n';

function compose(name: string, parts: Readonly<Record<string, string>>): World {
  const subgraphs = Object.fromEntries(Object.entries(parts).map(([part, sdl]) => [part, `${LINK}${sdl}`]));
  const services = Object.entries(subgraphs).map(([part, sdl]) => ({
    name: part,
    url: `http://${part}`,
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return { name, subgraphs, supergraphSdl };
}

const agencies = compose('three agencies about persons', {
  desk: `type Query { person(of: String): Person people(of: [String!]): [Person!] }
    type Person @key(fields: "ref") { ref: ID! }`,
  police: `type Person @key(fields: "ref") { ref: ID! police: PoliceRecord }
    type PoliceRecord { isKnown: Boolean incidents(since: Int): [Incident!] contact: Contact! }
    type Incident { date: String! weight: Float kind: Kind } enum Kind { THEFT OTHER }
    type Contact { name: String! }`,
  school: `type Person @key(fields: "ref") { ref: ID! school: SchoolRecord }
    type SchoolRecord { grades: [[Int!]] mentor: Person absence: [Float]! isKnown: Boolean! }`,
});

const library = compose('interfaces and unions', {
  catalogue: `type Query { nodes: [Node!]! search: [Hit] top: Node first: Book! }
    interface Node { id: ID! title: String }
    type Book implements Node @key(fields: "id") { id: ID! title: String! binding: Binding }
    type Film implements Node @key(fields: "id") { id: ID! title: String minutes: Int! }
    type Map { id: ID! scale: Int }
    union Hit = Book | Film | Map
    enum Binding { SOFT HARD }`,
  reviews: `type Book @key(fields: "id") { id: ID! reviews: [Review!]! score: Float }
    type Film @key(fields: "id") { id: ID! reviews: [Review] seenBy: [Reader] }
    type Review { text: String! stars: Int! by: Reader about: Work }
    union Work = Book | Film
    type Reader @key(fields: "ref") { ref: ID! }`,
  readers: `type Query { me: Reader }
    type Reader @key(fields: "ref") { ref: ID! name: String! friends: [Reader!]! matrix: [[Int!]] }`,
});

const chain = compose('entities behind entities', {
  one: `type Query { root: Thing! things: [Thing] grid: [[Thing!]] }
    type Thing @key(fields: "id") { id: ID! label: String }`,
  two: `type Thing @key(fields: "id") { id: ID! next: Thing! tags: [String!]! other: Other }
    type Other @key(fields: "ref") { ref: ID! }`,
  three: `type Other @key(fields: "ref") { ref: ID! label: String! thing: Thing things: [Thing!] }
    type Thing @key(fields: "id") { id: ID! depth: Int }`,
});

const ours: World = {
  name: 'our own graph',
  subgraphs: Object.fromEntries(['gateway', ...AGENCIES].map((name) => [name, readSdl(name as 'gateway')])),
  supergraphSdl: readSupergraph(),
};

export const WORLDS: readonly World[] = [agencies, library, chain, ours];
