import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { encodeFrame, TRAILER_FLAG } from "../../protocol/frame.ts";
import { field } from "../../servers/http/request.ts";
import { withHeader } from "../../servers/http/wire.ts";
import type { Behaviour, Context } from "../../servers/reference/behaviour.ts";
import { isRpc, rpc, trailer, wire } from "../faults/change.ts";
import { delimited, fieldsOf, messageOf, RESPONSE, reversedFields, type WireField } from "../protobuf-form.ts";
import type { VariationEntry } from "./entry.ts";

const METADATA = 1;
const STATUS = { code: 1, message: 2, details: 3 };

/** Writes the messages of successes otherwise. */
function payload(change: (message: Buffer) => Buffer): Behaviour {
  return rpc("success", (answer) => ({
    ...answer,
    frames: answer.frames.map((frame) => ({ ...frame, payload: change(frame.payload) })),
  }));
}

/** Writes the google.rpc.Status of errors otherwise. */
function details(change: (fields: readonly WireField[]) => Buffer): Behaviour {
  return trailer("error", "grpc-status-details-bin", (value) =>
    change(fieldsOf(Buffer.from(value, "base64"), {})).toString("base64"),
  );
}

/** Metadata in pieces, which parsers merge, after a piece whose fields the later ones replace. */
function inPieces(message: Buffer): Buffer {
  const [metadata] = fieldsOf(message, RESPONSE);
  const superseded = [delimited(2, Buffer.from("earlier")), delimited(3, Buffer.from("earlier"))];
  const pieces = [superseded, ...reversedFields(metadata?.fields ?? []).map((each) => [each])];
  return messageOf(
    pieces.map((fields) => ({ ...delimited(METADATA, Buffer.alloc(0)), fields })),
    true,
  );
}

/** google.rpc.RequestInfo in an Any. */
const REQUEST_INFO = delimited(
  STATUS.details,
  new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .string("type.googleapis.com/google.rpc.RequestInfo")
    .tag(2, WireType.LengthDelimited)
    .bytes(Buffer.from([0x0a, 0x01, 0x61]))
    .finish(),
);
const UNKNOWN = delimited(15, Buffer.from("a"));

/** Percent-encodes only what must be, in lower case. */
function leastEncoded(value: string): string {
  return [...Buffer.from(decodeURIComponent(value))]
    .map((byte) =>
      byte >= 0x20 && byte <= 0x7e && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, "0")}`,
    )
    .join("");
}

const isText = ({ call }: Context): boolean => (field(call.raw, "content-type") ?? "").includes("-text");
const isBinaryWeb = (context: Context): boolean => context.call.transport === "grpc-web" && !isText(context);

/** White space around values is free, and an empty line may end the block (RFC 9110 §5.5, RFC 9112 §2.1). */
function withWhiteSpace(lines: string): Buffer {
  return Buffer.from(
    `${lines.replace(/^([^:]+): (.*)\r\n/gm, "$1:\t $2 \t\r\n").replace(/^([^:]+):\t (0)/m, "$1:$2")}\r\n`,
    "latin1",
  );
}

/** Other encodings of the same messages, statuses and frames. */
export const RPC_FORMS: readonly VariationEntry[] = [
  {
    name: "message-otherwise-encoded",
    statement: "the message has its fields in another order, in pieces, again with their last value, and long varints",
    behaviour: payload(inPieces),
  },
  {
    name: "details-otherwise-encoded",
    statement: "the binary details are padded, in another order, with long varints, unknown fields and more details",
    behaviour: details((fields) => messageOf([UNKNOWN, REQUEST_INFO, ...reversedFields(fields)], true)),
    grade: "compatible",
  },
  {
    name: "details-without-status",
    statement: "the binary details repeat neither code nor message",
    behaviour: details((fields) => messageOf(fields.filter(({ number }) => number === STATUS.details))),
  },
  {
    name: "message-percent-encoded-otherwise",
    statement: "the message encodes only what it must, in lower case",
    behaviour: trailer("error", "grpc-message", leastEncoded),
  },
  {
    name: "encoding-unused",
    statement: "an encoding is declared, and no message is compressed",
    behaviour: wire(isRpc, (answer) =>
      withHeader(withHeader(answer, "grpc-encoding", "gzip"), "grpc-accept-encoding", "identity,deflate,gzip"),
    ),
  },
  {
    name: "web-trailer-white-space",
    statement: "the lines of the trailer frame have other white space, and an empty line follows",
    behaviour: wire(isBinaryWeb, (answer) => ({
      ...answer,
      chunks: answer.chunks.map((chunk) =>
        chunk[0] === TRAILER_FLAG
          ? Buffer.from(
              encodeFrame({ flags: TRAILER_FLAG, payload: withWhiteSpace(chunk.subarray(5).toString("latin1")) }),
            )
          : chunk,
      ),
    })),
  },
  {
    name: "web-text-pieces",
    statement: "the text form is in padded pieces that do not end where frames end",
    behaviour: wire(isText, (answer) => {
      const bytes = Buffer.concat(answer.chunks.map((chunk) => Buffer.from(chunk.toString(), "base64")));
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += 7) chunks.push(Buffer.from(bytes.toString("base64", at, at + 7)));
      return { ...answer, chunks };
    }),
  },
];
