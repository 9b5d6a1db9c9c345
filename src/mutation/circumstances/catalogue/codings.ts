import * as zlib from "node:zlib";
import type { Circumstance, Expected } from "../circumstance.ts";
import { isGrpc, withContent, withHeader } from "../answers.ts";
import type { Interference } from "../interposer.ts";
import { content, type WireAnswer } from "../../../servers/http/wire.ts";

type Encode = (content: Buffer) => Buffer;

const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: Encode };

/** What a reverse proxy does that compresses without asking the client. */
function coded(name: string, encode: Encode): () => Interference {
  return () => ({ after: (answer, request) => (isGrpc(request) ? answer : encoded(answer, name, encode)) });
}

function encoded(answer: WireAnswer, name: string, encode: Encode): WireAnswer {
  const body = content(answer);
  return body.length === 0 ? answer : withHeader(withContent(answer, encode(body)), "content-encoding", name);
}

function passing(name: string, statement: string, coding: string, encode: Encode): Circumstance {
  return {
    id: `coding/${name}`,
    statement,
    modes: ["read-only", "provisioned"],
    between: coded(coding, encode),
    expects: { verdict: "pass", notes: /content coding/ },
  };
}

/** Content that does not fit its coding is broken on every answer. */
const BROKEN: Expected = { fails: ["GMM-0603", "GMM-0805"] };

const swapped: (wire: WireAnswer) => WireAnswer = (wire) => withHeader(wire, "content-encoding", "gzip");

/** Proxies that compress. */
export const CODING_CIRCUMSTANCES: readonly Circumstance[] = [
  passing("gzip", "a proxy compresses every answer with gzip", "gzip", zlib.gzipSync),
  passing("x-gzip", "a proxy calls gzip by its old name", "x-gzip", zlib.gzipSync),
  passing("deflate", "a proxy compresses every answer with deflate", "deflate", zlib.deflateSync),
  passing("brotli", "a proxy compresses every answer with Brotli", "br", zlib.brotliCompressSync),
  passing("two", "two proxies compress one after the other", "gzip, br", (body) =>
    zlib.brotliCompressSync(zlib.gzipSync(body)),
  ),
  {
    ...passing("identity", "a proxy says that it changed nothing", "identity", (body) => body),
    expects: { verdict: "pass" },
  },
  {
    id: "coding/grpc",
    statement: "a proxy compresses gRPC too, which its clients do not expect",
    modes: ["read-only", "provisioned"],
    between: () => ({
      after: (answer, request) => (isGrpc(request) ? encoded(answer, "gzip", zlib.gzipSync) : answer),
    }),
    expects: {
      blocked: /^Answers over gRPC come in the content coding gzip, which gRPC clients/,
      transports: ["grpc"],
    },
  },
  {
    id: "coding/zstd",
    statement: "a proxy compresses every answer with Zstandard, which not every Node reads",
    modes: ["read-only"],
    between: coded("zstd", zstdCompressSync ?? ((body) => body)),
    expects:
      zstdCompressSync === undefined
        ? { blocked: /content coding zstd, which this Node .* does not decode/ }
        : { verdict: "pass", notes: /content coding zstd/ },
  },
  {
    id: "coding/not-gzip",
    statement: "a proxy declares gzip and does not compress",
    modes: ["with-value"],
    between: () => ({
      after: (answer, request) => (isGrpc(request) || content(answer).length === 0 ? answer : swapped(answer)),
    }),
    expects: BROKEN,
  },
  {
    id: "coding/unknown",
    statement: "a proxy declares a coding that is not registered",
    modes: ["with-value"],
    between: coded("snail", (body) => body),
    expects: BROKEN,
  },
];
