import 'reflect-metadata';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import { findHoles } from '../policies/closed-world.ts';
import { coordinatesOfSchema } from '../schema/coordinate.ts';
import { buildAgencySchema, guardSchema } from './platform/agency-schema.ts';
import { SOCIALTJANST } from './socialtjanst/socialtjanst-agency.ts';
const p = loadPolicySet();
const { unguarded, sdl } = await buildAgencySchema(SOCIALTJANST);
console.log('holes', findHoles(unguarded, p, { isWhole: false }));
guardSchema(unguarded, p);
const mine = new Set(coordinatesOfSchema(unguarded));
const want = p.rules.filter(r => r.holder === 'socialtjanst' || r.holder === 'every-agency').flatMap(r => [...r.coordinates, ...r.existence])
  .filter(c => !/^(PoliceRecord|SchoolRecord)\./.test(c)).concat('Individual.socialtjanst', 'Individual.ref', 'Directory.socialtjanst', 'Directory.id');
console.log('lacks', want.filter(c => !mine.has(c)), 'extra', [...mine].filter(c => !want.includes(c)), mine.size);
const undescribed = Object.values(unguarded.getTypeMap()).filter((t:any)=>!t.name.startsWith('_')&&!t.astNode?.name.value.startsWith('_')&&!t.description).map((t:any)=>t.name);
console.log('undescribed', undescribed);
if (process.argv[2]) console.log(sdl);
