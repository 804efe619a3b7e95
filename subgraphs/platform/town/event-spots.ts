import type { PlaceKind } from './police-facts.ts';

/** Where in a place something happened; every agency that tells of it names the same spot. */
export const EVENT_SPOTS: Readonly<Record<PlaceKind, readonly string[]>> = {
  SCHOOL: [
    'i korridoren utanför matsalen',
    'vid cykelställen på skolgården',
    'i omklädningsrummet efter idrotten',
    'utanför träslöjdssalen',
    'i trapphuset mot biblioteket',
    'bakom idrottshallen',
    'vid skåpen på plan två',
    'i uppehållsrummet',
  ],
  CENTRE: ['utanför gallerians södra entré', 'vid torgets kiosk', 'i passagen mot parkeringshuset', 'vid fontänen'],
  PARK: ['vid utegymmet', 'på lekplatsen vid dammen', 'under gångbron', 'vid grillplatsen'],
  STATION: ['på perrong tre', 'i vänthallen', 'vid busshållplats C', 'i cykelgaraget'],
  HOME: ['i trapphuset', 'i tvättstugan', 'på gården', 'i bostaden'],
  SHOP: ['vid kassorna i livsmedelsbutiken', 'i elektronikbutiken', 'vid varumottagningen', 'i sportbutiken'],
  STREET: ['vid gångtunneln', 'på cykelbanan mot hamnen', 'utanför pizzerian', 'vid återvinningsstationen'],
  YOUTH_CLUB: [
    'utanför fritidsgården',
    'i fritidsgårdens kafédel',
    'vid fritidsgårdens entré',
    'på planen bakom fritidsgården',
  ],
};
