import { fromBinary } from "@bufbuild/protobuf";
import { MESSAGE_SET_FILE, RequestSchema } from "../../contract/operation-messages.ts";
import { OPERATION } from "../../contract/operation.ts";
import { packagePath } from "../../package-file.ts";
import type { Exchange, WireRequest } from "../../protocol/exchange.ts";
import { splitFrames } from "../../protocol/frame.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { basePathOf } from "../../transports/base-path.ts";
import { shellQuote, shellWord } from "../../util/shell.ts";
import { trustSwitches } from "./trust.ts";
import { wordWriter } from "./word-parts.ts";

/** So no server has to publish its messages. */
const MESSAGES = packagePath(`schemas/${MESSAGE_SET_FILE}`);

/** What grpcurl sends itself, and as here. */
const OWN_FIELDS: readonly (readonly [name: string, value: string])[] = [
  ["content-type", "application/grpc"],
  ["te", "trailers"],
];

/** Fields that grpcurl writes itself, and differently. */
const CHANGED = /^(:|content-type$|te$|host$|user-agent$|grpc-)/;

/**
 * The line that makes the same call with grpcurl, whose answer is easier to read than curl's, or undefined for
 * everything but a well-formed call: grpcurl sends nothing else.
 */
export function grpcurlLine(
  { transport, request }: Pick<Exchange, "transport" | "request">,
  descriptor: TargetDescriptor,
): string | undefined {
  // grpcurl takes a host, and no path before the RPC's.
  if (transport !== "grpc" || basePathOf(descriptor.baseUrl) !== "" || request.path !== OPERATION.rpcPath)
    return undefined;
  const key = keyIn(request);
  if (key === undefined) return undefined;
  const others = request.headers.filter(
    ([name, value]) => !OWN_FIELDS.some(([own, as]) => own === name && as === value),
  );
  const lacksOwn = request.headers.length - others.length < OWN_FIELDS.length;
  if (lacksOwn || others.some(([name]) => CHANGED.test(name))) return undefined;
  const write = wordWriter(descriptor);
  const words = [
    "grpcurl",
    ...(descriptor.baseUrl.startsWith("https:") ? [] : ["-plaintext"]),
    ...trustSwitches(descriptor).map(([name, value]) => `-${name} ${value}`),
    `-protoset ${shellQuote(MESSAGES) ?? ""}`,
    ...others.map(([name, value]) => `-H ${shellWord([`${name}: `, ...write(value)]) ?? ""}`),
    `-d ${shellWord(write(asciiJson({ key }))) ?? ""}`,
    '"${ZITADEL_BASE_URL#*://}"',
    OPERATION.rpcPath.slice(1),
  ];
  return words.join(" ");
}

/** The key of a request of exactly one whole message without anything else in it. */
function keyIn({ method, body }: WireRequest): string | undefined {
  const { frames, problem } = splitFrames(body);
  const [frame] = frames;
  if (method !== "POST" || problem !== undefined || frames.length !== 1 || frame?.flags !== 0) return undefined;
  try {
    const { key, $unknown } = fromBinary(RequestSchema, frame.payload);
    return $unknown === undefined ? key : undefined;
  } catch {
    return undefined;
  }
}

/** JSON that any terminal shows and any shell carries. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
