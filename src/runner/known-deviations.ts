import compareVersions from "semver/functions/compare.js";
import type { CheckInput, Violation } from "../checks/check.ts";
import type { RequirementId } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";
import { askedIn, requestTest, type Asked, type RequestCondition } from "./request-condition.ts";

/** What a cause brings about: one violation, by its place and the class of what is seen there. */
interface Sign {
  readonly requirements: readonly RequirementId[];
  readonly transports: readonly Transport[];
  readonly where: string;
  readonly seen: string;
  /** Shows only where the user has the key. */
  readonly ifStored?: true;
}

/** One cause of the vendor's that is known. It excuses every violation that it explains, and nothing else. */
export interface KnownDeviation {
  readonly id: string;
  /** The requests in whose answers it shows. */
  readonly request: RequestCondition;
  readonly signs: readonly Sign[];
  /** Range of releases, both ends included, open where an end is absent. */
  readonly releases: { readonly from?: string; readonly to?: string };
  /** Where it was observed: in these releases it must be seen in each of these cases that can be judged. */
  readonly observed: { readonly releases: readonly string[]; readonly cases: readonly string[] };
  readonly reason: string;
  readonly source: string;
}

/** A cause that may show in one judgement. */
export interface Listed {
  readonly entry: KnownDeviation;
  /** True when the entry explains a violation. */
  readonly excuses: (violation: Violation) => boolean;
  /** True when the cause shows here if the release has it: nothing depends on what nobody knows. */
  readonly isCertain: boolean;
  /** True when it was observed here in just this release, so that it must be seen. */
  readonly mustBeSeen: boolean;
}

/** An entry, and whether its request fits what was asked. */
type Tested = readonly [entry: KnownDeviation, fits: (asked: Asked) => boolean];

const NONE: readonly never[] = [];

/** Finds the causes that apply to one judgement. */
export class KnownDeviations {
  readonly #version: string | undefined;
  readonly #entries: readonly Tested[];
  /** Nearly every judgement of a run is of a requirement that no cause violates. */
  readonly #byRequirement = new Map<string, Tested[]>();

  constructor(entries: readonly KnownDeviation[], version: string | undefined) {
    this.#version = version;
    this.#entries = entries
      .filter((entry) => appliesTo(entry, version))
      .map((entry) => [entry, requestTest(entry.request)]);
    for (const tested of this.#entries) {
      for (const requirement of new Set(tested[0].signs.flatMap(({ requirements }) => requirements))) {
        this.#byRequirement.set(requirement, [...(this.#byRequirement.get(requirement) ?? []), tested]);
      }
    }
  }

  /** The causes whose requests fit what was asked, in this release. */
  fitting(asked: Asked): readonly KnownDeviation[] {
    return this.#entries.flatMap(([entry, fits]) => (fits(asked) ? [entry] : []));
  }

  /** The causes that may explain a violation of a requirement, in this release. */
  listed(requirement: string, input: CheckInput): readonly Listed[] {
    return (this.#byRequirement.get(requirement) ?? NONE).flatMap(([entry, fits]) => {
      const signs = entry.signs.filter((sign) => mayShow(sign, requirement, input));
      if (signs.length === 0 || !fits(askedIn(input))) return [];
      const isCertain = signs.some(({ ifStored }) => ifStored === undefined || input.storedState.kind !== "unknown");
      const excuses = ({ where, seen }: Violation): boolean =>
        signs.some((sign) => sign.where === where && sign.seen === seen);
      return [{ entry, excuses, isCertain, mustBeSeen: isCertain && this.#wasObserved(entry, input.testCase.id) }];
    });
  }

  #wasObserved({ observed }: KnownDeviation, testCase: string): boolean {
    const version = this.#version;
    return (
      version !== undefined &&
      observed.cases.includes(testCase) &&
      observed.releases.some((release) => compareVersions(release, version) === 0)
    );
  }
}

function mayShow(sign: Sign, requirement: string, { transport, storedState }: CheckInput): boolean {
  return (
    sign.requirements.some((each) => each === requirement) &&
    sign.transports.includes(transport) &&
    (sign.ifStored === undefined || storedState.kind !== "missing")
  );
}

/** Where the vendor's version is not known, every entry applies. */
function appliesTo({ releases }: KnownDeviation, version: string | undefined): boolean {
  if (version === undefined) return true;
  if (releases.from !== undefined && compareVersions(version, releases.from) < 0) return false;
  return releases.to === undefined || compareVersions(version, releases.to) <= 0;
}
