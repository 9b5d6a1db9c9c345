import { equals, fromBinary } from "@bufbuild/protobuf";
import { type GetMyMetadataResponse, GetMyMetadataResponseSchema } from "@zitadel/proto/zitadel/auth_pb.js";
import { content, type WireAnswer } from "../../servers/http/wire.ts";
import type { Change } from "./sites.ts";

const DETAILS = "details are optional, and their types, ids and texts are no promise";

/** A change that does no harm to any client, and why. */
interface Harmless {
  readonly place: RegExp;
  readonly how: Change["how"] | "any";
  readonly reason: string;
}

const REASONS: readonly Harmless[] = [
  {
    place: /^header date$/,
    how: "any",
    reason: "no client acts on the clock of the server; gRPC answers of real releases have no Date",
  },
  {
    place: /^header cache-control$/,
    how: "any",
    reason:
      "without a directive that allows it no shared cache stores the answer to a request with credentials (RFC 9111 §3.5)",
  },
  { place: /^header pragma$/, how: "any", reason: "it has no meaning in an answer (RFC 9111 §5.4)" },
  {
    place: /^header vary$/,
    how: "any",
    reason: "no cache that clients share stores the answer, so none picks by it (RFC 9111 §3.5)",
  },
  {
    place: /^header x-content-type-options$/,
    how: "any",
    reason: "it concerns scripts and styles of pages, which the answer never is",
  },
  {
    place: /^header content-length$/,
    how: "dropped",
    reason: "the end is then told by chunks or by the stream (RFC 9112 §6.3)",
  },
  {
    place: /^header access-control-allow-credentials$/,
    how: "any",
    reason: "the token goes in a header field of the page's own, not in the browser's credentials (WHATWG Fetch §3.3)",
  },
  {
    place: /^header access-control-expose-headers$/,
    how: "any",
    reason: "the status stands in the trailer frame, which a page can read",
  },
  { place: /^(header|trailer) grpc-status-details-bin$/, how: "any", reason: DETAILS },
  { place: /^byte of (name|value) grpc-status-details-bin$/, how: "altered", reason: DETAILS },
  { place: /^member \/details(\/|$)/, how: "any", reason: DETAILS },
  {
    place: /^member \/message$/,
    how: "altered",
    reason: "texts are no promise: they follow the language and the release",
  },
];

/** Why a change that nothing noticed does no harm, or undefined when nobody can say. */
export function whyHarmless(change: Change, right: WireAnswer): string | undefined {
  const found = REASONS.find(({ place, how }) => place.test(change.place) && (how === "any" || how === change.how));
  if (found !== undefined) return found.reason;
  if (change.place !== "byte of message") return undefined;
  const [before, after] = [messageOf(right), messageOf(change.apply(right))];
  if (before === undefined || after === undefined || !equals(GetMyMetadataResponseSchema, before, after))
    return undefined;
  return "it is the same message, otherwise encoded: bits beyond a varint's 32 are dropped (protobuf, Encoding)";
}

function messageOf(wire: WireAnswer): GetMyMetadataResponse | undefined {
  const body = content(wire);
  try {
    return fromBinary(GetMyMetadataResponseSchema, body.subarray(5, 5 + body.readUInt32BE(1)));
  } catch {
    return undefined;
  }
}
