import type { CaseRequest } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { basePathOf } from "../transports/base-path.ts";
import { buildRequest } from "../transports/index.ts";
import { authorization } from "./credentials.ts";
import { resolveKey } from "./keys.ts";

/** What a request to one target is made of. */
export interface WireRequestOptions {
  readonly descriptor: TargetDescriptor;
  readonly transport: Transport;
  readonly request: CaseRequest;
  /** The requested key, with its placeholders resolved. */
  readonly key: string;
  /** The token that the credential is made from; empty where it needs none. */
  readonly token: string;
  /** Fields that make a mock answer as the case needs. */
  readonly exampleHeaders?: Readonly<Record<string, string>> | undefined;
}

/** The request of a case, as it is sent to one target. */
export function wireRequest({ descriptor, transport, key, ...rest }: WireRequestOptions): WireRequest {
  const credentials = authorization(rest.request.credential, rest.token);
  return buildRequest(transport, {
    basePath: basePathOf(descriptor.baseUrl),
    key,
    ...(credentials === undefined ? {} : { authorization: credentials }),
    request: withEngineParts(descriptor, rest),
  });
}

/** Adds what only the runner knows: the token in the query, what a mock wants, the key in a raw path. */
function withEngineParts(
  descriptor: TargetDescriptor,
  { request, token, exampleHeaders }: Omit<WireRequestOptions, "descriptor" | "transport" | "key">,
): CaseRequest {
  const { rest } = request;
  const rawPath = rest?.rawPath === undefined ? undefined : resolveKey(rest.rawPath, descriptor);
  return {
    ...request,
    rest: {
      ...rest,
      ...(rawPath === undefined ? {} : { rawPath }),
      ...(request.credential === "in-query" ? { query: `access_token=${encodeURIComponent(token)}` } : {}),
      ...(exampleHeaders === undefined ? {} : { headers: { ...rest?.headers, ...exampleHeaders } }),
    },
  };
}
