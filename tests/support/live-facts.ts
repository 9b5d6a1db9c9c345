import type { Network, TargetFacts } from "../../src/target/descriptor.ts";
import { liveFacts } from "../../src/bootstrap/live.ts";

/** What a user would tell of a real instance, the rest as it is when nothing is told. */
export interface Told {
  readonly baseUrl: string;
  readonly token: string;
  readonly key: string;
  readonly ca?: string;
  readonly network?: Network;
}

/** The facts of a live target whose user is there already. */
export function toldFacts(
  { baseUrl, token, key, ca, network = { retryAfterLimit: 0 } }: Told,
  timeout: number,
): TargetFacts {
  const settings = {
    baseUrl,
    tokenSettings: { issuer: baseUrl, scope: "" },
    projectionTimeout: 5000,
    journal: "",
    network,
    ...(ca === undefined ? {} : { ca }),
  };
  return liveFacts(settings, { access: { kind: "token", token }, key }, timeout);
}
