import type { Access } from "../target/access.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { openTargetConnection, type Address } from "../runner/http/open-connection.ts";
import type { RateLimit } from "../runner/http/rate-limit.ts";
import { PROJECTION_TIMEOUT } from "../runner/until-visible.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

/** A source of tokens with connections of its own. */
export interface OpenTokenSource extends TokenSource {
  close(): void;
}

/** What whoever opens connections to a target shares with them. */
export interface Sharing {
  /** Is told every token, so that it can be hidden. */
  readonly onToken?: ((token: string) => void) | undefined;
  readonly rateLimit?: RateLimit | undefined;
}

/** An issuer on another host is not shown the client certificate that the target is. */
function issuerAddress(descriptor: Address, issuer: string): Address {
  const address = { ...descriptor, baseUrl: issuer };
  if (descriptor.network === undefined || new URL(issuer).origin === new URL(descriptor.baseUrl).origin) return address;
  const { proxy, maxPerSecond, retryAfterLimit } = descriptor.network;
  return {
    ...address,
    network: {
      ...(proxy === undefined ? {} : { proxy }),
      ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
      retryAfterLimit,
    },
  };
}

/** Opens a source of tokens for an access to a target. */
export function openTokenSource(
  descriptor: Address & Pick<TargetDescriptor, "tokenSettings" | "projectionTimeout">,
  access: Access,
  setting: string,
  { onToken, rateLimit }: Sharing = {},
): OpenTokenSource {
  const { baseUrl, projectionTimeout = PROJECTION_TIMEOUT } = descriptor;
  const settings = descriptor.tokenSettings ?? { issuer: new URL(baseUrl).origin, scope: "" };
  const connection = openTargetConnection(issuerAddress(descriptor, settings.issuer), { rateLimit });
  const source = createTokenSource(access, {
    settings,
    connection,
    policy: projectionTimeout,
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
