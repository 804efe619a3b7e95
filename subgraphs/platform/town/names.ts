import type { Sex } from './townsperson.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Given names (tilltalsnamn), common and mixed in origin. */
export const GIVEN_NAMES: Readonly<Record<Sex, readonly string[]>> = {
  FEMALE: list(`
    Agnes Alice Alma Alva Amina Astrid Aya Ebba Elin Elsa Emma Ester Fatima Freja Greta Hanna Hedda Ida Ines Ingrid
    Isabella Juni Klara Lea Leila Lilly Linnea Livia Lova Maja Maryam Meja Minna Moa Nadia Nelly Nora Olivia Rania
    Ronja Ruth Saga Samira Sara Selma Signe Sofia Stella Svea Thea Tilda Tuva Tyra Vera Wilma Yasmin Zahra Zeynep
  `),
  MALE: list(`
    Adam Adrian Alfred Ali Alvin Anton Aras Arvid August Axel Bilal Casper Charlie Dante David Ebbe Edvin Elias Elton
    Elvin Emil Filip Frans Gabriel Gustav Harry Hasan Henry Hugo Ibrahim Isak Ivar Jakob Jonas Josef Kevin Kian Leo
    Liam Loke Love Lucas Malte Melvin Milo Mohamed Noah Nils Oliver Omar Oscar Otto Sam Sigge Simon Theo Tim Valter
    Viggo Vidar Viktor William Wilmer Yusuf
  `),
};

export const GUARDIAN_NAMES: Readonly<Record<Sex, readonly string[]>> = {
  FEMALE: list(`
    Anna Annika Camilla Carina Eva Farida Helena Hodan Jenny Jessica Johanna Karin Katarina Lena Linda Malin Maria
    Mariam Monika Nasrin Pernilla Petra Shirin Sofie Susanne Therese Ulrika Veronica Ylva Åsa
  `),
  MALE: list(`
    Ahmed Anders Andreas Björn Daniel Erik Fredrik Hassan Henrik Jesper Johan Karl Lars Magnus Marcus Martin Mats
    Mehmet Mikael Niklas Patrik Per Peter Rickard Robert Stefan Thomas Tobias Tomas Ulf
  `),
};

export const FAMILY_NAMES: readonly string[] = list(`
  Abdi Ahlberg Alm Andersson Aronsson Asplund Axelsson Backlund Berglund Bergström Björk Blomqvist Boström Dahlgren
  Demir Edlund Ek Ekström Englund Eriksson Falk Forsberg Fransson Frisk Grahn Granlund Gustafsson Haddad Hagström
  Hallberg Hansson Hassan Hedlund Hellström Holm Hult Håkansson Isaksson Jansson Johansson Jonsson Kaya Karlsson
  Kjellberg Lantz Larsson Lind Lindahl Lindgren Lindqvist Ljung Lundin Löfgren Malm Mattsson Modin Mohamud Månsson
  Nilsson Norberg Nyberg Nyström Olofsson Olsson Palm Persson Pettersson Quist Rahimi Rask Rosén Rydberg Salim
  Sandberg Sjöberg Sjöström Skog Stenberg Strand Strömberg Sundin Svensson Söderlund Thorell Tran Törnqvist Vallin
  Viklund Wallin Westberg Wikström Yilmaz Zetterlund Åberg Åkesson Öberg Östlund
`);

const RESPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/qvist$/, 'kvist'],
  [/ss/, 's'],
  [/berg$/, 'bergh'],
  [/ström$/, 'strøm'],
  [/k$/, 'ck'],
  [/ll/, 'l'],
  [/i$/, 'y'],
  [/^(.*[^n])$/, '$1n'],
];

/** The family name as somebody who heard it over the phone would write it; never the same as the name. */
export function respell(familyName: string): string {
  for (const [pattern, replacement] of RESPELLINGS) {
    const respelled = familyName.replace(pattern, replacement);
    if (respelled !== familyName) return respelled;
  }
  return `${familyName}h`;
}
