import { didYouMean, isSlipOf } from "./did-you-mean.ts";
import type { Env } from "./env.ts";
import { asSettingName, KNOWN } from "./names.ts";
import type { Problems } from "./problems.ts";
import { ROWS, ZITADEL_NAMES } from "./table.ts";

/** Names that are long enough to be unique to this suite. */
const DISTINCT = ROWS.filter(({ name, shared = false }) => !shared && name.length >= "ENVIRONMENT".length).map(
  ({ name }) => name,
);

/** The tag in compose.yaml: whoever exports it for the containers may run the suite against them. */
const OF_COMPOSE = "ZITADEL_IMAGE_TAG";

/** Of the vendor's names, whatever their case: Windows gives variables in the case in which somebody set them. */
const OF_VENDOR = /^ZITADEL[_-]/i;

/**
 * What Kubernetes sets in every pod beside a service called zitadel ("Service", "Environment variables"):
 * `ZITADEL_SERVICE_HOST`, `ZITADEL_PORT=tcp://…` and the like.
 */
const OF_KUBERNETES =
  /^ZITADEL_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)?)$/;

/** The prefix is the vendor's, so an unknown name is a typo, and the intended setting would be missing. */
export function rejectUnknown(env: Env, problems: Problems): void {
  for (const name of Object.keys(env).sort()) {
    if (!OF_VENDOR.test(name) || KNOWN.has(name) || name === OF_COMPOSE || OF_KUBERNETES.test(name)) continue;
    const meant = didYouMean(asSettingName(name), ZITADEL_NAMES);
    const remedy =
      meant === undefined ? `use one of ${ZITADEL_NAMES.join(", ")}, or unset it` : `did you mean ${meant}?`;
    problems.add(name, `${name} is not a setting: ${remedy}`);
  }
}

/**
 * A sentence for each other name that is close to a setting's. It may belong to another program, so it is not an error.
 */
export function nearMisses(env: Env): readonly string[] {
  const others = Object.keys(env)
    .filter((name) => !KNOWN.has(name) && !OF_VENDOR.test(name))
    .sort();
  return others.flatMap((name) => {
    const meant = DISTINCT.find((candidate) => isSlipOf(name, candidate));
    return meant === undefined ? [] : [`${name} is not a setting: did you mean ${meant}?`];
  });
}
