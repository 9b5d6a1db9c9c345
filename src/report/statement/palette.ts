/** A colour for the light and the dark page. */
interface Colour {
  readonly light: string;
  readonly dark: string;
}

/** Texts and the grounds that they are on; a test computes that each pair can be read (WCAG 2.2, 1.4.3). */
export const PALETTE = {
  text: { light: "#1d1f24", dark: "#e8e9ec" },
  quiet: { light: "#565a64", dark: "#a9adb8" },
  link: { light: "#0b57a8", dark: "#8ab8f5" },
  page: { light: "#ffffff", dark: "#16181d" },
  raised: { light: "#f4f5f7", dark: "#20232a" },
  line: { light: "#d3d6dc", dark: "#3a3f49" },
  good: { light: "#14582b", dark: "#8fdba8" },
  goodGround: { light: "#e3f4e8", dark: "#16301f" },
  bad: { light: "#8c1420", dark: "#ffadb3" },
  badGround: { light: "#fde7e8", dark: "#45171b" },
  odd: { light: "#6b4400", dark: "#f2c879" },
  oddGround: { light: "#fdf1d8", dark: "#3a2a0d" },
} as const satisfies Record<string, Colour>;

/** Pairs of text and ground on the page. */
export const PAIRS: readonly (readonly [text: keyof typeof PALETTE, ground: keyof typeof PALETTE])[] = [
  ...(["text", "quiet", "link"] as const).flatMap((text) => [[text, "page"] as const, [text, "raised"] as const]),
  ["good", "goodGround"],
  ["bad", "badGround"],
  ["odd", "oddGround"],
];

/** The colours as properties of CSS. */
export function colourProperties(theme: keyof Colour): string {
  return Object.entries(PALETTE)
    .map(([name, colour]) => `--${name}:${colour[theme]};`)
    .join("");
}
