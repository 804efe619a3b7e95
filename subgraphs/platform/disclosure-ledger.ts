import type { Decision } from '../../policies/decide.ts';

/** What one request released and withheld of one person; `personRef` is null for what is of no person. */
export interface Disclosure {
  readonly personRef: string | null;
  readonly released: readonly string[];
  readonly withheld: readonly string[];
  /** On what each released coordinate stood: `coordinate ground`, and the id of the consent or grant where there is one. */
  readonly grounds: readonly string[];
}

/** The gateway asks by it, and has it back to know whose the rest is: nothing is told by that. */
const KEY = 'Individual.ref';

/** Remembers each decision of a request, so that a coordinate is decided once a person and the log tells all of them. */
export class DisclosureLedger {
  readonly #underWay = new Map<string | null, Map<string, Promise<Decision>>>();
  readonly #settled = new Map<string | null, Map<string, Decision>>();

  /** Gives the decision that was made, or makes it. */
  decideOnce(
    personRef: string | null,
    coordinate: string,
    make: () => Promise<Decision> | Decision,
  ): Promise<Decision> | Decision {
    const earlier = this.#settled.get(personRef)?.get(coordinate) ?? this.#underWay.get(personRef)?.get(coordinate);
    if (earlier !== undefined) return earlier;
    const settle = (decision: Decision): Decision => {
      mapFor(this.#settled, personRef).set(coordinate, decision);
      return decision;
    };
    const made = make();
    if (!(made instanceof Promise)) return settle(made);
    const kept = made.then(settle);
    mapFor(this.#underWay, personRef).set(coordinate, kept);
    return kept;
  }

  list(): readonly Disclosure[] {
    return [...this.#settled].map(([personRef, settled]) => {
      const decisions = new Map([...settled].filter(([coordinate]) => coordinate !== KEY));
      const coordinates = [...decisions.keys()];
      const isReleased = (coordinate: string): boolean => decisions.get(coordinate)?.outcome === 'open';
      return {
        personRef,
        released: coordinates.filter(isReleased),
        withheld: coordinates.filter((coordinate) => !isReleased(coordinate)),
        grounds: [...decisions].flatMap(([coordinate, decision]) => describeGround(coordinate, decision)),
      };
    });
  }
}

function describeGround(coordinate: string, decision: Decision): readonly string[] {
  if (decision.outcome !== 'open') return [];
  return [[coordinate, decision.ground, ...(decision.actId === null ? [] : [decision.actId])].join(' ')];
}

function mapFor<Key, Inner, Value>(outer: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const inner = outer.get(key) ?? new Map<Inner, Value>();
  outer.set(key, inner);
  return inner;
}
