const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ilj.,:;|!'’ ]/u, 0.34],
  [/[frt()[\]/-]/u, 0.42],
  [/[mwMW@%–—]/u, 0.98],
  [/[A-ZÅÄÖ]/u, 0.74],
];
const USUAL = 0.64;

/** How wide a text is drawn, in the unit of `size`; a little more than in most fonts, so that nothing is cut. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? USUAL;
  return width * size;
}

/** Breaks a text at spaces into lines no wider than `width`. */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
