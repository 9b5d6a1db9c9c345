import fc from "fast-check";
import type { RequirementId } from "../../contract/requirements/index.ts";
import type { Transport } from "../../contract/transport.ts";
import { choice, seldom } from "./choice.ts";

/** Header fields that a request may have, and what is promised for it. */
export interface Fields {
  readonly headers: Readonly<Record<string, string>>;
  /** Requirements on every answer to such a request. */
  readonly always: readonly RequirementId[];
  /** Requirements on a success. */
  readonly success: readonly RequirementId[];
  /** Requirements on the answer to a key that is missing. */
  readonly missing: readonly RequirementId[];
  /** Requirements on the refusal of bad credentials. */
  readonly refused: readonly RequirementId[];
  /** True when the client accepts no JSON, so that it may get 406. */
  readonly mayBeUnacceptable?: true;
}

const NONE: Fields = { headers: {}, always: [], success: [], missing: [], refused: [] };

function field(name: string, value: string, promised: Partial<Fields> = {}): Fields {
  return { ...NONE, headers: { [name]: value }, ...promised };
}

const HTML: Partial<Fields> = { always: ["GMM-0602"], mayBeUnacceptable: true };
const RPC_TYPE: Partial<Fields> = { always: ["GMM-0602", "GMM-0604"], mayBeUnacceptable: true };

const ACCEPTS: readonly Fields[] = [
  field("accept", "application/json", { always: ["GMM-0601", "GMM-0602"] }),
  ...["*/*", "application/json, text/plain, */*", "text/html;q=0.9, */*;q=0.1"].map((accept) =>
    field("accept", accept, { always: ["GMM-0602"] }),
  ),
  ...["text/html", "application/xml", "image/png", "text/html, application/xhtml+xml;q=0.9"].map((type) =>
    field("accept", type, HTML),
  ),
  ...["application/grpc", "application/grpc-web+proto"].map((type) => field("accept", type, RPC_TYPE)),
];

const GET_TYPES: readonly Fields[] = [
  ...["application/json", "application/grpc", "application/grpc-web+proto", "text/plain"],
].map((type) => field("content-type", type, { success: ["GMM-0605"] }));

const LANGUAGES = ["de", "fr", "it", "en", "xx", "zh-Hant", "de;q=0.5, fr;q=0.9", "*", "de-DE-u-co-phonebk", ";;"];
const languages = fc.constantFrom(...LANGUAGES).map((language) => field("accept-language", language));

/** Fields that nobody knows, or that change nothing. */
const unknown = fc
  .record({
    name: fc.constantFrom("x-explore", "x-request-id", "traceparent", "dnt", "x-user-agent", "pragma"),
    value: fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ019,;=/-\"'()<>@[]")), minLength: 1, maxLength: 60 }),
  })
  .map(({ name, value }) => field(name, value));

/** Origins of pages. */
export const origins = fc
  .record({
    scheme: fc.constantFrom("https", "http"),
    host: fc.string({ unit: fc.constantFrom(...Array.from("app0z")), minLength: 1, maxLength: 12 }),
    port: seldom(3, fc.integer({ min: 1, max: 65_535 })),
  })
  .map(({ scheme, host, port }) => `${scheme}://${host}.example.com${port === undefined ? "" : `:${String(port)}`}`);

function crossOrigin(transport: Transport): fc.Arbitrary<Fields> {
  const readable = ["GMM-0821", "GMM-0824"] as const;
  const promised: Partial<Fields> =
    transport === "rest"
      ? { success: readable, missing: readable, refused: readable }
      : { always: ["GMM-0819", "GMM-0824"] };
  return origins.map((origin) => field("origin", origin, promised));
}

const deadlines = choice(
  [2, fc.constant("30S")],
  [1, fc.constantFrom("99999999m", "1H", "2M", "60000000u", "99999999S")],
  [1, fc.integer({ min: 20, max: 9999 }).map((seconds) => `${String(seconds)}S`)],
).map((value) => field("grpc-timeout", value, { success: ["GMM-0810"] }));

/** What every browser, and nearly every other client of HTTP, accepts. */
const codings = fc.constantFrom("gzip", "gzip, deflate, br").map((accepted) => field("accept-encoding", accepted));

const GZIP = field("grpc-accept-encoding", "gzip,identity", { success: ["GMM-0823"] });

function type(value: string, own: RequirementId): Fields {
  return field("content-type", value, { success: [own] });
}

const CALL_TYPES: Readonly<Record<Exclude<Transport, "rest">, readonly Fields[]>> = {
  grpc: [type("application/grpc+proto", "GMM-0606")],
  "grpc-web": [
    type("application/grpc-web", "GMM-0608"),
    type("application/grpc-web-text", "GMM-0609"),
    type("application/grpc-web-text+proto", "GMM-0609"),
  ],
};

/** Content types of a call that mean the same. */
export function callTypes(transport: Exclude<Transport, "rest">): fc.Arbitrary<Fields> {
  return fc.constantFrom(...CALL_TYPES[transport]);
}

/** No field, or some that must do no harm. */
export function harmlessFields(transport: Transport): fc.Arbitrary<Fields> {
  const own =
    transport === "rest"
      ? [
          seldom(5, fc.constantFrom(...ACCEPTS)),
          seldom(8, fc.constantFrom(...GET_TYPES)),
          seldom(8, crossOrigin("rest")),
          seldom(8, codings),
        ]
      : [
          seldom(4, callTypes(transport)),
          seldom(6, deadlines),
          ...(transport === "grpc"
            ? [seldom(6, fc.constant(GZIP))]
            : [seldom(6, crossOrigin(transport)), seldom(8, codings)]),
        ];
  return fc.tuple(seldom(6, languages), seldom(6, unknown), ...own).map(joined);
}

function joined(fields: readonly (Fields | undefined)[]): Fields {
  const present = fields.filter((each) => each !== undefined);
  return {
    headers: Object.assign({}, ...present.map(({ headers }) => headers)) as Fields["headers"],
    always: present.flatMap(({ always }) => always),
    success: present.flatMap(({ success }) => success),
    missing: present.flatMap(({ missing }) => missing),
    refused: present.flatMap(({ refused }) => refused),
    ...(present.some(({ mayBeUnacceptable }) => mayBeUnacceptable) ? { mayBeUnacceptable: true } : {}),
  };
}
