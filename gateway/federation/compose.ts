import { composeServices } from '@apollo/composition';
import { Kind, parse, visit } from 'graphql';
import { AGENCIES } from '../../schema/agency.ts';

/** The subgraphs by name: the gateway's own, then the agencies'. */
const SUBGRAPHS = ['gateway', ...AGENCIES] as const;

export type SubgraphName = (typeof SUBGRAPHS)[number];

/** Directives that would move one agency's data to another, or a field between agencies, without a decision. */
const FORBIDDEN_DIRECTIVES: readonly string[] = [
  'requires',
  'provides',
  'fromContext',
  'context',
  'override',
  'interfaceObject',
];

/**
 * Composes the subgraphs into the supergraph.
 * @throws Error naming what does not compose, or the directive that may not be used
 */
export function composeSupergraph(sdl: Readonly<Record<SubgraphName, string>>): string {
  const problems = SUBGRAPHS.flatMap((name) => findForbiddenDirectives(name, sdl[name]));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const composed = composeServices(
    SUBGRAPHS.map((name) => ({ name, url: `http://${name}`, typeDefs: parse(sdl[name]) })),
  );
  if (composed.errors !== undefined) throw new Error(composed.errors.map(({ message }) => message).join('\n'));
  const moved = findMovedFields(composed.supergraphSdl);
  if (moved.length > 0) throw new Error(moved.join('\n'));
  return `${composed.supergraphSdl}\n`;
}

/** What such a directive leaves in the supergraph, whatever name a subgraph has imported it by. */
const MOVING_ARGUMENTS: readonly string[] = [
  'requires',
  'provides',
  'override',
  'contextArguments',
  'isInterfaceObject',
];

function findMovedFields(supergraph: string): readonly string[] {
  const found: string[] = [];
  visit(parse(supergraph), {
    Directive: ({ name, arguments: given = [] }) => {
      if (!name.value.startsWith('join__')) return;
      const moving = given.find((argument) => MOVING_ARGUMENTS.includes(argument.name.value));
      const graph = given.find((argument) => argument.name.value === 'graph')?.value;
      if (moving === undefined || graph?.kind !== Kind.ENUM) return;
      const subgraph = graph.value.toLowerCase();
      found.push(
        `${subgraph} has a field with \`${moving.name.value}\`, which would move data between agencies without a decision`,
      );
    },
  });
  return found;
}

function findForbiddenDirectives(name: SubgraphName, sdl: string): readonly string[] {
  const found: string[] = [];
  visit(parse(sdl), {
    Directive: (node) => {
      if (FORBIDDEN_DIRECTIVES.includes(node.name.value)) {
        found.push(`${name} uses @${node.name.value}, which would move data between agencies without a decision`);
      }
    },
  });
  return found;
}
