import type { Access } from "../../engine/access.ts";
import type { TargetFacts } from "../../engine/target.ts";
import { openConnection } from "../../transports/index.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

/** A source of tokens with connections of its own. */
export interface OpenTokenSource extends TokenSource {
  close(): void;
}

/** Opens a source of tokens for an access to a target. */
export function openTokenSource(
  facts: Pick<TargetFacts, "baseUrl" | "timeout" | "ca" | "tokenSettings" | "projectionTimeout">,
  access: Access,
  setting: string,
  onToken?: (token: string) => void,
): OpenTokenSource {
  const { baseUrl, timeout, ca, projectionTimeout = 10_000 } = facts;
  const settings = facts.tokenSettings ?? { issuer: new URL(baseUrl).origin, scope: "" };
  const connection = openConnection({ baseUrl: settings.issuer, timeout, ...(ca === undefined ? {} : { ca }) });
  const source = createTokenSource(access, {
    settings,
    connection,
    patience: projectionTimeout,
    setting,
    ...(onToken === undefined ? {} : { onToken }),
  });
  return {
    current: () => source.current(),
    close: () => {
      connection.close();
    },
  };
}
