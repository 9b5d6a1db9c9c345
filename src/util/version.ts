/**
 * Compares two releases by Semantic Versioning 2.0.0 §11: negative when `left` comes first. A leading `v` and build
 * metadata do not count; a pre-release comes before its release.
 */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [parse(left), parse(right)];
  for (let at = 0; at < 3; at++) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.preRelease === b.preRelease) return 0;
  if (a.preRelease === "") return 1;
  if (b.preRelease === "") return -1;
  return comparePreReleases(a.preRelease.split("."), b.preRelease.split("."));
}

/** True for `1.2.3`, `v1.2.3` and `1.2.3-rc.1`. */
export function isVersion(text: string): boolean {
  return /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(text);
}

function parse(version: string): { numbers: number[]; preRelease: string } {
  const [core = "", ...rest] = version.replace(/^v/, "").replace(/\+.*$/, "").split("-");
  return { numbers: core.split(".").map(Number), preRelease: rest.join("-") };
}

function comparePreReleases(left: string[], right: string[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at], right[at]];
    if (a === undefined) return -1;
    if (b === undefined) return 1;
    const numeric = /^\d+$/.test(a) && /^\d+$/.test(b);
    const difference = numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}
