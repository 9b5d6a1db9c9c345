import compareVersions from "semver/functions/compare.js";
import type { Violation } from "../checks/check.ts";
import type { Transport } from "../contract/transport.ts";

/** One real deviation of the vendor's that is known, and excused exactly as it is listed. */
export interface KnownDeviation {
  readonly id: string;
  readonly requirement: string;
  readonly cases: readonly string[];
  readonly transports: readonly Transport[];
  /** The violation that is excused, by place and class of what was seen. */
  readonly violation: { readonly where: string; readonly seen: string };
  /** Range of releases, both ends included, open where an end is absent. */
  readonly releases: { readonly from?: string; readonly to?: string };
  /** Releases in which it was observed. */
  readonly observed: readonly string[];
  readonly reason: string;
  readonly source: string;
}

/** Finds the entries that apply to one judgement. */
export class KnownDeviations {
  readonly #version: string | undefined;
  readonly #byPlace = new Map<string, KnownDeviation[]>();

  constructor(entries: readonly KnownDeviation[], version: string | undefined) {
    this.#version = version;
    for (const entry of entries) {
      if (!appliesTo(entry, version)) continue;
      for (const testCase of entry.cases) {
        for (const transport of entry.transports) {
          const place = placeOf(entry.requirement, testCase, transport);
          this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), entry]);
        }
      }
    }
  }

  /** The entries listed for a requirement in a case on a transport, in this release. */
  listed(requirement: string, testCase: string, transport: Transport): readonly KnownDeviation[] {
    return this.#byPlace.get(placeOf(requirement, testCase, transport)) ?? [];
  }

  /** True when an entry was observed in just this release, so that it must be seen in it. */
  mustBeSeen(entry: KnownDeviation): boolean {
    const version = this.#version;
    return version !== undefined && entry.observed.some((observed) => compareVersions(observed, version) === 0);
  }
}

/** True when an entry excuses a violation. */
export function excuses(entry: KnownDeviation, violation: Violation): boolean {
  return entry.violation.where === violation.where && entry.violation.seen === violation.seen;
}

function placeOf(requirement: string, testCase: string, transport: Transport): string {
  return `${requirement} ${testCase} ${transport}`;
}

/** Where the vendor's version is not known, every entry applies. */
function appliesTo({ releases }: KnownDeviation, version: string | undefined): boolean {
  if (version === undefined) return true;
  if (releases.from !== undefined && compareVersions(version, releases.from) < 0) return false;
  return releases.to === undefined || compareVersions(version, releases.to) <= 0;
}
