import { ThrottledError } from "../../../errors.ts";
import { headerValues, type Exchange, type WireRequest } from "../../../protocol/exchange.ts";
import { isJsonObject, own } from "../../../contract/json-object.ts";
import { OPERATION } from "../../../contract/operation.ts";
import { guard } from "../../../runner/guard.ts";
import { NOT_RECORDED_HEADER, type TargetDescriptor } from "../../../target/descriptor.ts";
import { describeResponse } from "../../../protocol/describe.ts";
import { TransportError, type Connection } from "../../../transports/index.ts";
import { readJsonText } from "../../../protocol/json/json-text.ts";
import { reduceOpenApi2 } from "./openapi2.ts";
import { reduceOpenApi3 } from "./openapi3.ts";
import { basePathOf } from "../../../transports/base-path.ts";
import type { ContractProblem, ContractSnapshot } from "./snapshot.ts";

/** The contract that a target publishes, or one sentence without its full stop on why it has none. */
export type PublishedContract = { readonly contract: ContractSnapshot } | { readonly reason: string };

/** The OpenAPI document that a target publishes, or one sentence without its full stop on why there is none. */
export type PublishedDocument = { readonly document: unknown } | { readonly reason: string };

/** Most bytes of a document; the vendor's has about 110,000. */
const MAX_BYTES = 5_000_000;

/**
 * Requests a target's own OpenAPI document and reduces it. Never rejects for an answer of the target: many targets
 * publish none, which is not a failure. The connection must be one to this target.
 */
export async function fetchPublishedContract(
  connection: Connection,
  descriptor: TargetDescriptor,
): Promise<PublishedContract> {
  const published = await fetchPublishedDocument(connection, descriptor);
  if ("reason" in published) return published;
  const reduced = reduce(published.document);
  return "problem" in reduced ? { reason: `the target's OpenAPI document ${reduced.problem}` } : { contract: reduced };
}

/** Requests a target's own OpenAPI document without credentials. Never rejects for an answer of the target. */
export async function fetchPublishedDocument(
  connection: Connection,
  descriptor: TargetDescriptor,
): Promise<PublishedDocument> {
  const request = requestFor(descriptor);
  guard(descriptor, request);
  try {
    return read(await connection.send("rest", request));
  } catch (error) {
    if (!(error instanceof TransportError || error instanceof ThrottledError)) throw error;
    return { reason: `the target's OpenAPI document could not be fetched: ${error.message}` };
  }
}

function requestFor({ baseUrl }: TargetDescriptor): WireRequest {
  const path = `${basePathOf(baseUrl)}${OPERATION.publishedPath}`;
  return { httpVersion: "1.1", method: "GET", path, headers: [], body: new Uint8Array() };
}

function read({ response }: Exchange): PublishedDocument {
  const { status, headers, body, incomplete } = response;
  if (headerValues(headers, NOT_RECORDED_HEADER).length > 0) {
    return { reason: "the recording does not hold the target's OpenAPI document" };
  }
  const answer = describeResponse(response);
  if (status !== 200 || incomplete) return { reason: `the target publishes no OpenAPI document (${answer})` };
  if (body.length > MAX_BYTES) {
    return { reason: `the target's OpenAPI document has more than ${String(MAX_BYTES)} bytes` };
  }
  const { value, problem } = readJsonText(body);
  if (problem !== undefined) return { reason: `the target's OpenAPI document is unreadable (${answer}, ${problem})` };
  return { document: value };
}

/** The vendor publishes OpenAPI 2; a later release may publish 3. */
function reduce(document: unknown): ContractSnapshot | ContractProblem {
  const isOpenApi3 = isJsonObject(document) && own(document, "openapi") !== undefined;
  return isOpenApi3 ? reduceOpenApi3(document) : reduceOpenApi2(document);
}
