import type { CheckInput } from "../../checks/check.ts";
import { signOfCache } from "../../protocol/cached.ts";
import { header, type Exchange } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { frontName } from "./names.ts";

/** Requirements on the fields by which the vendor lets caches store: what a cache stored has them as the vendor sent them. */
const OF_CACHING: readonly string[] = ["GMM-0117"];

/** The target that was asked. */
type Asked = Pick<TargetDescriptor, "baseUrl" | "front">;

/**
 * One sentence on a cache that answered what only the vendor may answer: a request with credentials, or one without them by
 * what another one's credentials had got; undefined where no field says so.
 */
export function whyCached({ request, response }: Exchange, { baseUrl, front }: Asked): string | undefined {
  const sign = signOfCache(response, front?.agesAll);
  const isForCredentials = header(request.headers, "authorization") !== undefined || response.status < 300;
  if (sign === undefined || !isForCredentials) return undefined;
  const name = frontName(response) ?? front?.name;
  return `A cache${name === undefined ? "" : ` of ${name}`} in front of ${baseUrl} answered in ZITADEL's place (${sign}): let it store no answers to requests with Authorization, and empty it.`;
}

/** Why what was found against a requirement may be a cache's doing; undefined where a cache has no part in it. */
export function whyOfCache(requirement: string, input: CheckInput, target: Asked): string | undefined {
  if (OF_CACHING.includes(requirement)) return undefined;
  for (const { exchange } of evidencesOf(input)) {
    const reason = whyCached(exchange, target);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** What was not answered by a cache: undefined where the whole input has to go. */
export function withoutCached(input: CheckInput, target: Asked): CheckInput | undefined {
  const isOwn = ({ exchange }: Evidence): boolean => whyCached(exchange, target) === undefined;
  if (input.kind !== "scenario") return evidencesOf(input).every(isOwn) ? input : undefined;
  return { ...input, answers: input.answers.filter(({ evidence }) => isOwn(evidence)) };
}

function evidencesOf(input: CheckInput): readonly Evidence[] {
  switch (input.kind) {
    case "single":
      return [input.evidence];
    case "pair":
      return [input.evidence, input.second, ...(input.before === undefined ? [] : [input.before])];
    case "parity":
      return [input.evidence, input.peer.evidence];
    case "scenario":
      return input.answers.map(({ evidence }) => evidence);
  }
}
